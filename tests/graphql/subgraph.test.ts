import { catalogModule } from '@merx/catalog'
import { inventoryModule } from '@merx/inventory'
import { createSubgraph } from '@merx/kernel/graphql'
import { createHttp, type Http, httpSettings } from '@merx/kernel/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unhurried } from '../journeys/open-shop.ts'
import { openWholeShop, type WholeShop } from '../setup/whole-shop.ts'

let shop: WholeShop
let goods: Awaited<ReturnType<WholeShop['newGoods']>>
let catalog: Http
let inventory: Http

beforeAll(async () => {
  shop = await openWholeShop()
  goods = await shop.newGoods(3, 5)
  await shop.settled()
  catalog = await serve(catalogModule)
  inventory = await serve(inventoryModule)
})

afterAll(async () => {
  await catalog.close()
  await inventory.close()
  await shop.close()
})

function serve(module: typeof catalogModule): Promise<Http> {
  const served = { ...shop.runtime, modules: [module], operations: module.operations }
  return createHttp(served, { settings: httpSettings.schema.parse(unhurried), subgraph: true })
}

async function ask(http: Http, query: string, representations?: readonly object[]) {
  const payload = { query, variables: { representations } }
  return (await http.fastify.inject({ method: 'POST', url: '/graphql', payload })).json()
}

const entities = (selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`

test('tells its SDL', async () => {
  const { data } = await ask(inventory, '{ _service { sdl } }')
  expect(data._service.sdl).toBe(createSubgraph({ modules: [inventoryModule] })?.sdl)
})

test('finds entities by their keys, in order, with one call, and knows nothing of others', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000'
  const variants = [goods[2], unknown, goods[0]].map((id) => ({ __typename: 'Variant', id }))
  const { data } = await ask(catalog, entities('__typename ... on Variant { id product { name } }'), variants)

  expect(data._entities).toEqual([
    { __typename: 'Variant', id: goods[2], product: { name: 'Lamp 3' } },
    null,
    { __typename: 'Variant', id: goods[0], product: { name: 'Lamp 1' } },
  ])
})

test('adds to entities of another module by their key alone', async () => {
  const representations = goods.map((id) => ({ __typename: 'Variant', id }))
  let told: Awaited<ReturnType<typeof ask>>
  const statements = await shop.statements(async () => {
    told = await ask(inventory, entities('... on Variant { stock { available } }'), representations)
  })
  expect(told.data._entities).toEqual(goods.map(() => ({ stock: { available: 5 } })))
  expect(statements).toHaveLength(1)
})

test.each([
  ['a type that is none', [{ __typename: 'Nobody', id: 'a' }]],
  ['no type', [{ id: 'a' }]],
  ['no key', [{ __typename: 'Variant' }]],
])('%s is nothing', async (_, representations) => {
  const { data } = await ask(catalog, entities('__typename'), representations)
  expect(data._entities).toEqual([null])
})

test('a key that no module made is told as bad input', async () => {
  const { errors } = await ask(catalog, entities('... on Variant { id }'), [{ __typename: 'Variant', id: 'a' }])
  expect(errors[0].extensions.code).toBe('invalid_input')
})
