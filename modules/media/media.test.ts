import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefused, provide } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRenderer, diskStore, mediaModule, mediaStore, storePicture } from './index.ts'

let shop: TestShop
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merx-media-'))
  shop = await createTestShop({
    modules: [mediaModule],
    provisions: [provide(mediaStore, diskStore(folder))],
    clock: false,
  })
})
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true })
})

const picture = async (colour: string) =>
  (
    await sharp({ create: { width: 400, height: 300, channels: 3, background: colour } })
      .png()
      .toBuffer()
  ).toString('base64')

test('a picture is known by its content: stored twice it is one', async () => {
  const content = await picture('teal')
  const first = await shop.call(storePicture, { content })
  expect(first).toMatchObject({ width: 400, height: 300, path: expect.stringMatching(/^\/media\/[0-9a-f]{32}$/) })
  expect(await shop.call(storePicture, { content })).toEqual(first)
  expect(await shop.runtime.databaseOf('media').web`select 1 from media.asset`).toHaveLength(1)
})

test('what is no picture is refused, and nothing is stored', async () => {
  const before = await readdir(folder)
  const refused = await shop.call(storePicture, { content: Buffer.from('<svg onload="alert(1)"/>').toString('base64') })
  expect(isRefused(refused) && refused.code).toBe('unreadable_picture')
  expect(await readdir(folder)).toEqual(before)
})

test('renditions are made once, never wider than the picture', async () => {
  const stored = await shop.call(storePicture, { content: await picture('tan') })
  if (isRefused(stored)) throw new Error(stored.code)
  const render = createRenderer(diskStore(folder))
  const small = await render({ hash: stored.hash, width: 160, format: 'webp' })
  const large = await render({ hash: stored.hash, width: 640, format: 'jpg' })
  expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 160, height: 120 })
  expect(await sharp(large).metadata()).toMatchObject({ format: 'jpeg', width: 400 })
  const [again, atOnce] = await Promise.all([1, 2].map(() => render({ hash: stored.hash, width: 160, format: 'webp' })))
  expect(again?.equals(small ?? Buffer.alloc(0))).toBe(true)
  expect(atOnce).toBe(again)
  expect(await render({ hash: '0'.repeat(32), width: 160, format: 'webp' })).toBeUndefined()
})
