import { accountsModule, exportAudit, listAudit, verifyAudit } from '@merx/accounts'
import { catalogModule, createBrand } from '@merx/catalog'
import type { Operation } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { createMarket, pricingModule } from '@merx/pricing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered } from '../setup/whole-shop.ts'

describe.each(['together', 'apart'] as const)('the audit log of modules that live %s', (shape) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await createTestShop({ modules: [accountsModule, catalogModule, pricingModule], shape, clock: false })
    await act(createBrand, { name: 'Noirel', description: '' })
    await act(createMarket, market('us'))
    await act(createBrand, { name: 'Atelier', description: '' })
    await act(createMarket, { ...market('ca'), isDefault: false })
  })
  afterAll(() => shop?.close())

  const act = async <In, Out, Code extends string>(operation: Operation<In, Out, Code>, input: NoInfer<In>) =>
    answered(
      await shop.call(operation, input, {
        caller: { kind: 'staff', id: 'ada', permissions: 'all' },
        address: '192.0.2.7',
        issued: new Map(),
      }),
    )

  const chains = shape === 'together' ? 1 : 3

  test('is one list, the newest first, in pages', async () => {
    const first = await act(listAudit, { limit: 3 })
    expect(first.items.map(({ operation }) => operation)).toEqual([
      'pricing.create-market',
      'catalog.create-brand',
      'pricing.create-market',
    ])
    expect(first.items[0]).toMatchObject({
      actor: { kind: 'staff', id: 'ada' },
      address: '192.0.2.7',
      withheld: ['name', 'languages'],
    })
    const second = await act(listAudit, { limit: 3, after: first.next ?? '' })
    expect(second).toMatchObject({ items: [{ operation: 'catalog.create-brand' }], next: null })
  })

  test('costs one statement a database', async () => {
    const ask = () => act(listAudit, { limit: 50 })
    expect(await shop.statements(ask)).toHaveLength(chains)
  })

  test('finds what is asked for in all databases', async () => {
    const found = async (filter: object) => (await act(listAudit, { limit: 50, ...filter })).items
    expect(await found({ operation: 'pricing.create-market' })).toHaveLength(2)
    expect(await found({ actorId: 'somebody else' })).toEqual([])
    const [brand] = await found({ operation: 'catalog.create-brand' })
    const id = brand?.target.find(({ name }) => name === 'id')?.value ?? ''
    expect(await found({ target: id })).toEqual([brand])
  })

  test('is given out from its beginning, sealed, and every chain holds', async () => {
    await shop.runtime.jobs.runJob('kernel.seal-audit')
    const { items, next } = await act(exportAudit, { limit: 1_000 })
    expect(next).toBeNull()
    expect(items.map(({ operation }) => operation)).toEqual([
      'catalog.create-brand',
      'pricing.create-market',
      'catalog.create-brand',
      'pricing.create-market',
    ])
    const checked = await act(verifyAudit, {})
    expect(checked.chains).toHaveLength(chains)
    for (const { broken, unsealed } of checked.chains)
      expect({ broken, unsealed }).toEqual({ broken: null, unsealed: 0 })
    expect(checked.chains.reduce((all, { sealed }) => all + sealed, 0)).toBe(4)
    for (const { seal } of items) expect(seal?.hash).toMatch(/^[0-9a-f]{64}$/)
    const heads = checked.chains.flatMap(({ head }) => head?.hash ?? [])
    expect(items.map(({ seal }) => seal?.hash)).toEqual(expect.arrayContaining(heads))
  })
})

type Market = (typeof createMarket.input)['_output']

function market(code: string): Market {
  return {
    code,
    name: code,
    countries: [code.toUpperCase()],
    languages: ['en'],
    currency: 'USD',
    taxMode: 'exclusive',
    isDefault: true,
  }
}
