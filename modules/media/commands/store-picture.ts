import { createHash } from 'node:crypto'
import { exchange, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { insertAsset } from '../data/assets.ts'
import { assetStored } from '../events.ts'
import { mediaStore } from '../store/seam.ts'

const contentTypes: Readonly<Record<string, string>> = { webp: 'image/webp', png: 'image/png', jpeg: 'image/jpeg' }

const maxPixels = 50_000_000

export const storePicture = exchange({
  name: 'media.store-picture',
  summary: 'Stores a picture under its hash; the same picture twice is one.',
  access: internal,
  input: z.object({
    /** The file, base64; at most 20 MB. WebP, PNG or JPEG, told by its bytes. */
    content: z.base64().max(28_000_000),
  }),
  output: z
    .object({ hash: z.string(), path: z.string(), width: z.int(), height: z.int() })
    .meta({ id: 'StoredPicture' }),
  refuses: { unreadable_picture: 422 },
  prepare: async (_ctx, { content }) => {
    const file = Buffer.from(content, 'base64')
    const { default: sharp } = await import('sharp')
    const facts = await sharp(file, { limitInputPixels: maxPixels })
      .metadata()
      .catch(() => undefined)
    const contentType = facts && contentTypes[facts.format]
    if (!contentType) {
      return refuse('unreadable_picture', {
        detail: 'The file is no WebP, PNG or JPEG picture of at most 50 megapixels.',
      })
    }
    const hash = createHash('sha256').update(file).digest('hex').slice(0, 32)
    return { hash, contentType, bytes: file.length, width: facts.width, height: facts.height }
  },
  external: async (ctx, { content }, { hash }) => {
    await ctx.seam(mediaStore).write(`${hash}/original`, Buffer.from(content, 'base64'))
  },
  finalize: async (ctx, _input, { prepared: { hash, contentType, bytes, width, height } }) => {
    const fresh = await insertAsset(ctx.sql, { hash, contentType, bytes, width, height })
    if (fresh) ctx.publish(assetStored, { hash, contentType, width, height })
    return { hash, path: `/media/${hash}`, width, height }
  },
})
