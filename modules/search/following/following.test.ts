import { setTimeout as wait } from 'node:timers/promises'
import { categoryChanged, type ProductState, productChanged } from '@merx/catalog/events'
import { isRefused, newId } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { beginRebuild } from '../commands/begin-rebuild.ts'
import { finishRebuild } from '../commands/finish-rebuild.ts'
import { searchProducts } from '../queries/search-products.ts'
import { openSearch, productState, type SearchShop, telling } from '../testing/shop.ts'

let shop: SearchShop
beforeAll(async () => {
  shop = await openSearch()
})
afterAll(() => shop.close())

const found = async (q: string) => (await shop.find(q)).items.map(({ slug }) => slug).sort()

describe('the index', () => {
  it('drops kept answers when it has the change, not before', async () => {
    const tags = searchProducts.tags?.(searchProducts.input.parse({ q: 'jar' }), await shop.find('jar')) ?? []
    const { answers } = shop.runtime
    const body = Buffer.from('answer')
    await answers.load('jar', async () => ({ status: 200, contentType: 'application/json', body, tags }))
    const jar = productState({ name: 'Jar' })
    // whenever the answer is found to be gone, the product is found
    const told = shop.tell(telling(productChanged, jar))
    await vi.waitFor(() => expect(answers.get('jar')).toBeUndefined(), { timeout: 5_000, interval: 1 })
    expect(await found('jar')).toEqual(['jar'])
    await told
  })

  it('finds a change within a second while fifty come a second', async () => {
    const products = Array.from({ length: 50 }, (_, at) => productState({ name: `Moving ${at}` }))
    await shop.tell(...products.map((product) => telling(productChanged, product)))
    const delayOf = async (product: ProductState, name: string): Promise<number> => {
      await shop.publish(telling(productChanged, { ...product, version: 2, name }))
      const began = performance.now()
      await vi.waitFor(async () => expect(await found(name)).toEqual([product.slug]), { timeout: 10_000, interval: 10 })
      return performance.now() - began
    }
    const changes: Promise<number>[] = []
    for (const [at, product] of products.entries()) {
      changes.push(delayOf(product, `Moved${at}`))
      // the pace of the changes: each of them is searched for all the while
      await wait(20)
    }
    const delays = (await Promise.all(changes)).toSorted((a, b) => a - b)
    expect(delays.at(-1), `half of them after ${delays[25]} ms`).toBeLessThan(1_000)
  }, 60_000)

  it('follows a new name of a category to the products below it', async () => {
    const state = (slug: string, name: string, parent: string | null) =>
      categoryChanged.schema.parse({ id: newId(), version: 1, slug, name, description: '', parent, position: 0 })
    const above = state('seats', 'Seats', null)
    await shop.tell(
      telling(categoryChanged, above),
      telling(categoryChanged, state('benches', 'Benches', 'seats')),
      telling(productChanged, productState({ name: 'Plank', categories: [{ slug: 'benches', name: 'Benches' }] })),
    )
    expect(await found('zitplaatsen')).toEqual([])
    await shop.tell(telling(categoryChanged, { ...above, version: 2, name: 'Zitplaatsen', slug: 'zitplaatsen' }))
    await shop.runtime.jobs.runJob('search.follow-renamings')
    await shop.caughtUp()
    expect(await found('zitplaatsen')).toEqual(['plank'])
    expect(await shop.rows('select * from search.renaming')).toEqual([])
    const inCategory = await shop.find('plank', { category: 'zitplaatsen' })
    expect(inCategory.total).toBe(1)
  })

  it('is repaired where it is not what the tables say', async () => {
    const lost = productState({ name: 'Lost' })
    await shop.tell(telling(productChanged, lost))
    // behind the back of whoever follows: the sign of a change is missing
    await shop.rows(`update search.offer set revision = revision + 1 where product_id = '${lost.id}'`)
    await shop.rows(`update search.document set name = 'Regained' where product_id = '${lost.id}'`)
    await shop.caughtUp()
    expect(await found('regained')).toEqual([])
    await shop.runtime.jobs.runJob('search.check-index')
    await shop.caughtUp()
    expect(await found('regained')).toEqual(['lost'])
  })
})

describe('documents that are made anew', () => {
  it('take the place of those that answer at once; what changes meanwhile is in both', async () => {
    const states: readonly ProductState[] = Array.from({ length: 40 }, (_, at) => productState({ name: `Tile ${at}` }))
    await shop.tell(...states.map((state) => telling(productChanged, state)))
    // of a product that the catalogue does not know any more
    await shop.rows(`insert into search.document select edition, '${newId()}', 1, true, 'ghost', 'Tile ghost', '', null, '{}', '{}', 0,
      '[]', null, '{}', '{}', now() from search.document limit 1`)
    expect(await shop.runtime.call(beginRebuild, {})).toEqual({})
    expect(await shop.runtime.call(beginRebuild, {})).toEqual({})
    const [changed, ...others] = states
    if (!changed) throw new Error('tiles are missing')
    for (const state of others) await shop.tell(telling(productChanged, state))
    expect((await shop.find('tile', { limit: 100 })).total).toBe(40)
    await shop.tell(telling(productChanged, { ...changed, version: 2, name: 'Slate tile' }))
    expect(await found('slate')).toEqual([changed.slug])
    await shop.runtime.call(finishRebuild, {})
    await vi.waitFor(async () => {
      expect(await found('slate')).toEqual([changed.slug])
      expect(await shop.rows(`select status from search.edition order by number`)).toEqual([
        { status: 'retired' },
        { status: 'answering' },
      ])
      expect((await shop.find('tile', { limit: 100 })).total).toBe(40)
    })
    await shop.tell(telling(productChanged, { ...changed, version: 3, name: 'Shale tile' }))
    expect(await found('shale')).toEqual([changed.slug])
    await shop.runtime.jobs.runJob('search.forget-editions')
    expect(await shop.rows('select count(*)::int as count from search.edition')).toEqual([{ count: 1 }])
    expect(isRefused(await shop.runtime.call(finishRebuild, {}))).toBe(true)
  }, 60_000)
})

it('a batch of products takes a few statements, however many there are', async () => {
  const tell = async (count: number) => {
    const states = Array.from({ length: count }, (_, at) => productState({ name: `Batch ${count} ${at}` }))
    const before = await calls()
    await shop.tell(...states.map((state) => telling(productChanged, state)))
    return (await calls()) - before
  }
  await tell(1)
  expect(await tell(200)).toBeLessThanOrEqual((await tell(1)) + 2)
})

/** How many rows versions of offers were written by: one a batch. */
async function calls(): Promise<number> {
  const [row] = await shop.rows('select count(distinct xid)::int as count from search.offer')
  return Number(row?.count)
}
