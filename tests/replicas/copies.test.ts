import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, newBuyer, newStaff } from '../journeys/buyer.ts'
import { staffKey } from '../journeys/open-shop.ts'
import { anyVariant } from '../journeys/purchase.ts'
import { startLoad } from './load.ts'
import { type OpenReplicas, openCopies } from './open-replicas.ts'

let shop: OpenReplicas
beforeAll(async () => {
  shop = await openCopies()
}, 120_000)
afterAll(() => shop?.stop())

describe('two copies behind nginx', () => {
  test('what is changed through one is dropped from the memory of the other', async () => {
    const [one = '', two = ''] = shop.copyUrls
    const staff = newStaff(one, staffKey)
    const pages = [`${two}/api/v1/brands/twice`, `${shop.url}/api/v1/brands/twice`, `${one}/api/v1/brands/twice`]
    const look = () => Promise.all(pages.map(nameAt))
    const brand = answerOf(await staff.call('catalog.create-brand', { slug: 'twice', name: 'First', description: '' }))
    await expect.poll(look, { timeout: 10_000 }).toEqual(['First', 'First', 'First'])
    const { id, version } = brand
    answerOf(await staff.call('catalog.update-brand', { id, version, name: 'Second', description: '' }))
    await expect.poll(look, { timeout: 10_000 }).toEqual(['Second', 'Second', 'Second'])
  })

  test('a cart filled through one is full in the other', async () => {
    const buyer = newBuyer(shop.url)
    const variantId = await anyVariant(buyer)
    answerOf(await buyer.call('cart.add-item', { variantId, quantity: 2 }))
    const token = buyer.tokens.get('merx-cart') ?? ''
    for (const copy of shop.copyUrls) {
      const answer = await fetch(`${copy}/api/v1/cart`, { headers: { 'merx-cart': token } })
      expect(await answer.json()).toMatchObject({ count: 2 })
    }
  })

  test('who is behind nginx is known by its own address, whatever it says of itself', async () => {
    const answer = await fetch(`${shop.url}/dev/mail`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    expect(answer.status).toBe(200)
    const [copy = ''] = shop.copyUrls
    const told = await fetch(`${copy}/dev/mail`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    expect(told.status).toBe(403)
  })

  test('a request keeps its id through nginx, and gets one where it has none', async () => {
    const given = await fetch(`${shop.url}/api/v1/markets`, { headers: { 'x-request-id': 'one-of-the-callers' } })
    expect(given.headers.get('x-request-id')).toBe('one-of-the-callers')
    const made = await fetch(`${shop.url}/api/v1/markets`)
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
  })

  test('what is for the shop’s own processes is not to be had through nginx', async () => {
    for (const path of ['/internal/cart', '/metrics']) expect((await fetch(shop.url + path)).status).toBe(404)
  })

  test('both are restarted, one after the other, and not one request under load fails, is lost or comes twice', async () => {
    const variantId = await anyVariant(newBuyer(shop.url))
    const delivery = { variantId, location: 'main', delta: 1_000, reason: 'enough for every cart of this test' }
    answerOf(await newStaff(shop.url, staffKey).call('inventory.adjust-stock', delivery))
    const pids = () => ['copy-1', 'copy-2'].map((name) => shop.programs.get(name)?.pid())
    const before = pids()
    const load = startLoad(shop.url, { variantId, readers: 4, buyers: 4 })
    await expect.poll(load.count, { timeout: 20_000 }).toBeGreaterThan(200)

    await shop.restart()

    const during = load.count()
    await expect.poll(load.count, { timeout: 20_000 }).toBeGreaterThan(during + 200)
    expect(await load.stop()).toEqual([])
    for (const [index, pid] of pids().entries()) expect(pid).not.toBe(before[index])
  }, 120_000)
})

async function nameAt(page: string): Promise<unknown> {
  const answer: unknown = await (await fetch(page)).json()
  return typeof answer === 'object' && answer && 'name' in answer ? answer.name : undefined
}
