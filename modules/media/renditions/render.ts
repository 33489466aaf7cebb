import type { MediaStore } from '../domain/media-store.ts'
import type { Rendition } from '../domain/rendition.ts'

/** Gives a rendition, made at the first request and kept in the store; `undefined` when there is no such picture. */
export type Renderer = (rendition: Rendition) => Promise<Buffer | undefined>

// two at once leave the machine free for the shop; the rest wait their turn
const atOnce = 2

export function createRenderer(store: MediaStore): Renderer {
  const making = new Map<string, Promise<Buffer | undefined>>()
  const waiting: (() => void)[] = []
  let busy = 0

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else busy += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }

  const make = async (rendition: Rendition): Promise<Buffer | undefined> => {
    const key = `${rendition.hash}/${rendition.width}.${rendition.format}`
    const kept = await store.read(key)
    if (kept) return kept
    const original = await store.read(`${rendition.hash}/original`)
    if (!original) return undefined
    const made = await inTurn(() => encode(original, rendition))
    await store.write(key, made)
    return made
  }

  return (rendition) => {
    const key = `${rendition.hash} ${rendition.width} ${rendition.format}`
    const running = making.get(key) ?? make(rendition).finally(() => making.delete(key))
    making.set(key, running)
    return running
  }
}

async function encode(original: Buffer, { width, format }: Rendition): Promise<Buffer> {
  // loaded with the first picture: a process that serves none is the smaller for it
  const { default: sharp } = await import('sharp')
  const picture = sharp(original, { limitInputPixels: 50_000_000 }).rotate().resize({ width, withoutEnlargement: true })
  switch (format) {
    case 'webp':
      return picture.webp({ quality: 80 }).toBuffer()
    case 'jpg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 82, mozjpeg: true }).toBuffer()
  }
}
