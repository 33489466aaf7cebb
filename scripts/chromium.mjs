import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installByApt } from './apt.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe', 'msedge.exe']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium for the browser tests, installed by apt where that needs nobody's password; else undefined. */
export function ensureChromium() {
  return findChromium() ?? (installByApt('chromium') ? findChromium() : undefined)
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    process.env.CHROMIUM,
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...places,
  ].find((path) => path && existsSync(path))
}
