import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { installByApt } from './apt.mjs'

const names = ['redis-server', 'valkey-server']

/** The path of a Redis or Valkey, installed by apt where that needs nobody's password; else undefined. */
export function ensureRedis() {
  return findRedis() ?? (installByApt('redis-server') ? findRedis() : undefined)
}

/** The path of one that is there already. */
export function findRedis() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [process.env.REDIS_SERVER, ...folders.flatMap((folder) => names.map((name) => join(folder, name)))].find(
    (path) => path && existsSync(path),
  )
}
