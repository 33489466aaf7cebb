import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const client = join(import.meta.dirname, 'build/client')

type Entry = { readonly module: string; readonly imports?: readonly string[] }
type Manifest = { readonly entry: Entry; readonly routes: Readonly<Record<string, Entry>> }

function readManifest(): { readonly path: string; readonly manifest: Manifest } {
  const [path = ''] = globSync('assets/manifest-*.js', { cwd: client })
  const text = readFileSync(join(client, path), 'utf8')
  return { path: `/${path}`, manifest: JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) }
}

/** Kilobytes on the way to a browser that takes gzip, whatever the server would choose. */
const weigh = (paths: Iterable<string>) =>
  [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(join(client, path)), { level: 9 }).length, 0) / 1000

function scriptOf(route: string): number {
  const { path, manifest } = readManifest()
  const entries = [manifest.entry, manifest.routes.root, manifest.routes[route]]
  return weigh(new Set([path, ...entries.flatMap((entry) => (entry ? [entry.module, ...(entry.imports ?? [])] : []))]))
}

// what has not been built cannot be weighed; `npm test` builds first
describe.skipIf(!existsSync(client))('what a first visit loads', () => {
  test.each(['routes/home', 'routes/category', 'routes/product', 'routes/cart', 'routes/checkout'])(
    'the script of %s',
    (route) => {
      expect(scriptOf(route)).toBeLessThanOrEqual(130)
    },
  )

  test('the style of all pages', () => {
    expect(weigh(globSync('assets/*.css', { cwd: client }))).toBeLessThanOrEqual(20)
  })

  test('the fonts that are loaded first', () => {
    const fonts = globSync('assets/{cormorant-garamond-latin-500-normal,inter-latin-wght-normal}-*.woff2', {
      cwd: client,
    })
    expect(fonts).toHaveLength(2)
    expect(weigh(fonts)).toBeLessThanOrEqual(75)
  })
})
