import { describe, expect, it } from 'vitest'
import { filledSeams } from '../runtime/seam.ts'
import { readSettings } from '../runtime/settings.ts'
import { readPlacement } from './placement.ts'
import { servicesSettings } from './settings.ts'

const names = ['catalog', 'inventory', 'gift-cards']
const secret = 'known-to-the-processes-of-this-shop-alone'
const shared = {
  MERX_SERVICE_SECRET: secret,
  MERX_URL_CATALOG: 'http://catalog:3000',
  MERX_URL_INVENTORY: 'http://inventory:3000/',
  MERX_URL_GIFT_CARDS: 'https://cards.example',
  DATABASE_URL_CATALOG: 'postgres://db/catalog',
  DATABASE_URL_INVENTORY: 'postgresql://db/inventory',
}

describe('where modules live', () => {
  it('is here for all of them unless told', () => {
    const placement = { here: names, databases: {}, urls: {}, secret: undefined }
    expect(readPlacement({ DATABASE_URL: 'postgres://db/all', MERX_SERVICE_SECRET: '' }, names)).toEqual(placement)
  })

  it('is read from a list that all processes share', () => {
    expect(readPlacement({ ...shared, MERX_MODULES: 'gift-cards, catalog' }, names)).toEqual({
      here: ['catalog', 'gift-cards'],
      databases: { catalog: 'postgres://db/catalog' },
      urls: { inventory: 'http://inventory:3000/' },
      secret,
    })
  })

  it('is elsewhere for all of them where none is chosen', () => {
    const { here, databases, urls } = readPlacement({ ...shared, MERX_MODULES: '' }, names)
    expect([here, databases, Object.keys(urls)]).toEqual([[], {}, names])
  })

  it('is told with every fault at once', () => {
    const faulty = () =>
      readPlacement(
        {
          MERX_MODULES: 'catalog,serch',
          MERX_URL_GIFT_CARDS: 'cards:3000',
          MERX_URL_SEARCH: 'http://search:3000',
          DATABASE_URL_CATALOG: 'mysql://db/catalog',
          DATABASE_URL_CATALOGUE: 'postgres://db/catalog',
          MERX_SERVICE_SECRET: 'short',
        },
        names,
      )
    const lines = [
      /MERX_MODULES: there is no module 'serch'; there are catalog, inventory, gift-cards/,
      /MERX_URL_SEARCH: names no module/,
      /DATABASE_URL_CATALOGUE: names no module/,
      /DATABASE_URL_CATALOG: must be a postgres:\/\/ URL/,
      /MERX_URL_GIFT_CARDS: must be an address/,
      /MERX_URL_INVENTORY: 'inventory' is not among MERX_MODULES/,
      /MERX_SERVICE_SECRET: must have at least 32 characters/,
    ]
    for (const line of lines) expect(faulty).toThrow(line)
  })

  it.each(['http://a:3000/shop', 'http://user@a:3000', 'http://a:3000/?b', 'ftp://a', 'a', 'http://'])(
    'is not the address %s',
    (url) => {
      const environment = { ...shared, MERX_MODULES: 'catalog,gift-cards', MERX_URL_INVENTORY: url }
      expect(() => readPlacement(environment, names)).toThrow(/MERX_URL_INVENTORY: must be an address/)
    },
  )

  it('needs a secret as soon as one module lives elsewhere or has a database of its own', () => {
    const { MERX_SERVICE_SECRET: _, DATABASE_URL_CATALOG, ...open } = shared
    const faulty = (environment: Record<string, string>) => () => readPlacement(environment, names)
    expect(faulty({ ...open, MERX_MODULES: 'catalog,gift-cards' })).toThrow(/MERX_SERVICE_SECRET/)
    expect(faulty({ DATABASE_URL_CATALOG })).toThrow(/MERX_SERVICE_SECRET/)
  })
})

describe('the settings of services', () => {
  const standard = { MERX_SERVICE_TIMEOUT: 10, MERX_SERVICE_BODY_LIMIT: 4_194_304 }

  it('let the places pass that name a module of the shop, and no others', () => {
    const part = servicesSettings(names)
    const { MERX_URL_CATALOG, MERX_URL_GIFT_CARDS } = shared
    const given = { MERX_URL_CATALOG, MERX_URL_GIFT_CARDS, MERX_MODULES: 'inventory', MERX_SERVICE_SECRET: secret }
    expect(filledSeams(readSettings([part], given))(part)).toMatchObject(standard)
    expect(() => readSettings([part], { MERX_URL_CATALOGUE: 'http://catalog:3000' })).toThrow(/MERX_URL_CATALOGUE/)
  })
})
