import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Encoding, encodingFor } from './encoding.ts'

export type Asset = {
  readonly contentType: string
  readonly cacheControl: string
  readonly bodies: Readonly<Partial<Record<Encoding, Buffer>>> & { readonly identity: Buffer }
}

/** By path, as the browser asks for them. */
export type Assets = ReadonlyMap<string, Asset>

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

/** Reads what the build made for the browser into memory: about a megabyte, and no file is touched by a request. */
export function loadAssets(folder: string): Assets {
  const files = globSync('**/*', { cwd: folder }).filter(
    (path) => contentTypes[extname(path)] && isFile(join(folder, path)),
  )
  return new Map(files.map((path) => [`/${path.split(sep).join('/')}`, readAsset(folder, path)]))
}

export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  const wanted = encodingFor(request.headers['accept-encoding'])
  const encoding = asset.bodies[wanted] ? wanted : 'identity'
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply
    .header('cache-control', asset.cacheControl)
    .header('vary', 'Accept-Encoding')
    .type(asset.contentType)
    .send(asset.bodies[encoding] ?? asset.bodies.identity)
}

function readAsset(folder: string, path: string): Asset {
  const file = join(folder, path)
  return {
    contentType: contentTypes[extname(path)] ?? 'application/octet-stream',
    // the names below assets/ carry a digest of what is in them
    cacheControl: path.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    bodies: {
      identity: readFileSync(file),
      ...(existsSync(`${file}.br`) && { br: readFileSync(`${file}.br`) }),
      ...(existsSync(`${file}.gz`) && { gzip: readFileSync(`${file}.gz`) }),
    },
  }
}

function isFile(path: string): boolean {
  return statSync(path).isFile()
}
