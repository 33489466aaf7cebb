import { afterAll, beforeAll, expect, test } from 'vitest'
import { checks, findViolations } from './checker.ts'
import { damages } from './damages.ts'
import { openSoundShop, type SoundShop } from './sound-shop.ts'

let shop: SoundShop
beforeAll(async () => {
  shop = await openSoundShop()
})
afterAll(() => shop.close())

test('a sound shop has no violation', async () => {
  expect(await shop.look(async () => {}, findViolations)).toEqual([])
})

test.each(damages)('$check finds: $what', async ({ check, id, tables, books: change }) => {
  const found = await shop.look(
    async (sql) => tables?.(sql, shop),
    (books) => findViolations(change ? change(books, shop) : books),
  )

  const named = found.filter((violation) => violation.check === check).map((one) => `${one.id} ${one.detail}`)
  expect(named).toContainEqual(expect.stringContaining(String(id(shop))))
})

test('every check is seen to find something', () => {
  const seen = new Set(damages.map(({ check }) => check))
  expect(checks.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([])
})
