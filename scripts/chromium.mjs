import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe', 'msedge.exe']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The path of a Chromium for the browser tests, installed by apt where that needs nobody's password; else undefined. */
export function ensureChromium() {
  return findChromium() ?? (installChromium() ? findChromium() : undefined)
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    process.env.CHROMIUM,
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...places,
  ].find((path) => path && existsSync(path))
}

function installChromium() {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (!succeeds([...asRoot, 'apt-get', '--version'], 'ignore')) return false
  console.log('Installing Chromium')
  const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq']
  return (
    succeeds([...apt, 'update'], 'inherit') &&
    succeeds([...apt, 'install', '-y', '--no-install-recommends', 'chromium'], 'inherit')
  )
}

function succeeds([program, ...args], stdio) {
  return spawnSync(program, args, { stdio }).status === 0
}
