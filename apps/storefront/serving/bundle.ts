import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Render } from './render.ts'

/** Loads the built app. The router lives inside the bundle, so whatever has to be the router's own comes out of there. */
export async function loadBundle(build: string): Promise<Render> {
  const file = join(build, 'server/index.js')
  if (!existsSync(file)) {
    throw new Error(
      'The storefront is not built. `npm start` does that first; by hand: npm run build -w @merx/storefront',
    )
  }
  const bundle: unknown = await import(pathToFileURL(file).href)
  if (!isBundle(bundle)) throw new Error(`${file} is no build of this storefront`)
  return bundle.entry.module.createRender(bundle)
}

type Bundle = { readonly entry: { readonly module: { createRender(build: unknown): Render } } }

function isBundle(value: unknown): value is Bundle {
  const { entry } = Object(value)
  return typeof entry?.module?.createRender === 'function'
}
