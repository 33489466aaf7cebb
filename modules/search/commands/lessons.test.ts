import { productChanged } from '@merx/catalog/events'
import { isRefused, newId } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LessonId } from '../domain/lesson.ts'
import { listSynonyms } from '../queries/list-synonyms.ts'
import { searchProducts } from '../queries/search-products.ts'
import { openSearch, productState, type SearchShop, telling } from '../testing/shop.ts'
import { removeSynonym } from './remove-synonym.ts'
import { saveRankingRule } from './save-ranking-rule.ts'
import { saveRedirect } from './save-redirect.ts'
import { saveSynonym } from './save-synonym.ts'

const staff = { caller: { kind: 'staff', id: 'key', permissions: 'all' } } as const
const lesson = () => LessonId.parse(newId())

let shop: SearchShop
beforeAll(async () => {
  shop = await openSearch()
})
afterAll(() => shop.close())

const found = async (q: string) => (await shop.find(q)).items.map(({ slug }) => slug)

describe('a synonym', () => {
  it('finds what is called otherwise, until it is taken back', async () => {
    await shop.tell(telling(productChanged, productState({ name: 'Carafe' })))
    const id = lesson()
    expect(await found('decanter')).toEqual([])
    expect(
      await shop.call(saveSynonym, { id, version: 0, from: null, terms: ['carafe', 'decanter'] }, staff),
    ).toMatchObject({ version: 1 })
    await shop.caughtUp()
    expect(await found('decanter')).toEqual(['carafe'])
    expect(await shop.call(removeSynonym, { id, version: 1 }, staff)).toEqual({})
    await shop.caughtUp()
    expect(await found('decanter')).toEqual([])
  })

  it('that another has changed is refused with the version that stands', async () => {
    const id = lesson()
    const synonym = { id, version: 0, from: null, terms: ['sofa', 'couch'] }
    await shop.call(saveSynonym, synonym, staff)
    expect(await shop.call(saveSynonym, synonym, staff)).toMatchObject({ code: 'stale_version', data: { version: 1 } })
    await shop.call(saveSynonym, { ...synonym, version: 1, terms: ['sofa', 'settee'] }, staff)
    expect(await shop.call(removeSynonym, { id, version: 1 }, staff)).toMatchObject({
      code: 'stale_version',
      data: { version: 2 },
    })
    expect(await shop.call(saveSynonym, { ...synonym, id: lesson(), version: 3 }, staff)).toMatchObject({
      code: 'unknown_lesson',
    })
    const listed = await shop.call(listSynonyms, { limit: 50 }, staff)
    expect(listed).toMatchObject({ items: [{ id, version: 2, terms: ['sofa', 'settee'] }] })
  })
})

describe('a redirect', () => {
  it('leads away who types its words, in whatever case, and its words lead to one place only', async () => {
    const redirect = { id: lesson(), version: 0, words: 'Gift Card', to: '/gift-cards' }
    expect(await shop.call(saveRedirect, redirect, staff)).toMatchObject({ version: 1 })
    await shop.caughtUp()
    expect(await shop.find('gift-CARD')).toMatchObject({ redirect: '/gift-cards' })
    expect(await shop.find('gift')).toMatchObject({ redirect: null })
    const other = { ...redirect, id: lesson(), words: 'gift card!', to: '/elsewhere' }
    expect(await shop.call(saveRedirect, other, staff)).toMatchObject({ code: 'words_taken' })
    expect(await shop.call(saveRedirect, { ...other, words: '?!' }, staff)).toMatchObject({ code: 'no_words' })
  })

  it.each(['https://evil.test', '//evil.test', '/\\evil.test', 'gifts'])('cannot lead to %s', (to) => {
    expect(saveRedirect.input.safeParse({ id: lesson(), version: 0, words: 'gift', to }).success).toBe(false)
  })
})

describe('a ranking rule', () => {
  it('puts a product first and moves others, within its time', async () => {
    const [oak, elm] = ['Oak stool', 'Elm stool'].map((name) => productState({ name }))
    if (!oak || !elm) throw new Error('stools are missing')
    await shop.tell(telling(productChanged, oak), telling(productChanged, elm))
    const [first, second] = await found('stool')
    const last = [oak, elm].find(({ slug }) => slug === second)
    if (!last) throw new Error('a stool is missing')
    const rule = {
      id: lesson(),
      version: 0,
      name: 'Stools',
      words: 'stool',
      category: null,
      pinned: [last.id],
      adjustments: [],
      startsAt: null,
      endsAt: null,
    }
    await shop.call(saveRankingRule, rule, staff)
    await shop.caughtUp()
    expect(await found('stool')).toEqual([second, first])
    await shop.call(saveRankingRule, { ...rule, version: 1, endsAt: '2020-01-01T00:00:00Z' }, staff)
    await shop.caughtUp()
    expect(await found('stool')).toEqual([first, second])
    const bad = { ...rule, version: 2, adjustments: [{ factor: 2, filter: 'nonsense', productIds: [] }] }
    expect(await shop.call(saveRankingRule, bad, staff)).toMatchObject({
      code: 'malformed_filter',
      data: { errors: [{ field: 'adjustments.0.filter' }] },
    })
  })
})

it('only staff are told why a product stands where it stands', async () => {
  const asked = await shop.call(searchProducts, searchProducts.input.parse({ q: 'carafe', explain: 1 }))
  expect(isRefused(asked) && asked.code).toBe('explanations_are_for_staff')
  expect(await shop.call(searchProducts, searchProducts.input.parse({ q: 'carafe', explain: 1 }), staff)).toMatchObject(
    {
      explanations: [{ complete: true, words: [{ word: 'carafe' }] }],
    },
  )
})
