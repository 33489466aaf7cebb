import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installByApt } from './apt.mjs'

/** The path of a NATS server, installed by apt where that needs nobody's password; else undefined. */
export function ensureNats() {
  return findNats() ?? (installByApt('nats-server') ? findNats() : undefined)
}

function findNats() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  const names = process.platform === 'win32' ? ['nats-server.exe'] : ['nats-server']
  return [process.env.NATS_SERVER, ...folders.flatMap((folder) => names.map((name) => join(folder, name)))].find(
    (path) => path && existsSync(path),
  )
}
