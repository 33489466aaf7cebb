import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { npm, root } from './setup.mjs'

const storefront = join(root, 'apps/storefront')
const stamp = join(storefront, 'build/.sources')
const generated = new Set(['node_modules', 'build', '.react-router'])

/** Builds the storefront when its sources, or those of the packages it is made of, differ from the last build's. */
export function buildStorefront() {
  const sources = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.log('Building the storefront')
  npm(['run', 'build', '--silent', '-w', '@merx/storefront'])
  writeFileSync(stamp, sources)
}

function hashSources() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of workspacesOf(storefront)) {
    for (const file of filesIn(folder)) hash.update(relative(root, file)).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** The folder itself and those of the workspaces it depends on, directly or not. */
function workspacesOf(folder, found = new Set()) {
  found.add(folder)
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  for (const name of Object.keys(readManifest(folder).dependencies ?? {})) {
    const { link, resolved } = packages[`node_modules/${name}`] ?? {}
    if (link && !found.has(join(root, resolved))) workspacesOf(join(root, resolved), found)
  }
  return found
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !generated.has(name) && !name.endsWith('.test.ts'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
