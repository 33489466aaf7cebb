import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm, root } from './setup.mjs'

const folder = join(root, 'apps/gateway')

/** Installs the gateway's packages, which no part of a shop in one process needs, unless those of its lockfile are in place. */
export function ensureGateway() {
  const present = join(folder, 'node_modules/.package-lock.json')
  if (existsSync(present) && versions(present) === versions(join(folder, 'package-lock.json'))) return
  console.log('Installing the GraphQL gateway')
  // `--no-save`: an install from elsewhere must not change the lockfile
  npm(['install', '--prefix', folder, '--no-save', '--workspaces=false', '--no-audit', '--no-fund', '--loglevel=error'])
}

function versions(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'))
  return JSON.stringify(
    Object.entries(packages)
      .filter(([path, { optional }]) => path !== '' && !optional)
      .map(([path, { version }]) => [path, version])
      .sort(),
  )
}
