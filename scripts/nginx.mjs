import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installByApt } from './apt.mjs'

/** The path of an nginx, installed by apt where that needs nobody's password; else undefined. */
export function ensureNginx() {
  return findNginx() ?? (installByApt('nginx-light') ? findNginx() : undefined)
}

function findNginx() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return [process.env.NGINX, ...folders.map((folder) => join(folder, 'nginx'))].find((path) => path && existsSync(path))
}
