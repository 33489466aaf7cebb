import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openPair, type Pair } from './standby.ts'
import { type BrandShop, openBrandShop } from './standby-shop.ts'

let pair: Pair
let one: BrandShop
let two: BrandShop
let primary: postgres.Sql
beforeAll(async () => {
  pair = await openPair()
  primary = postgres(pair.primaryUrl, { max: 1 })
  one = await openBrandShop(pair.primaryUrl, pair.standbyUrl)
  two = await openBrandShop(pair.primaryUrl, pair.standbyUrl)
}, 120_000)
afterAll(async () => {
  await primary?.end()
  await Promise.all([one?.close(), two?.close()])
  await pair?.stop()
})
afterEach(() => pair?.resume())

/** Who answered what `body` asked. */
async function answeredBy(body: () => Promise<unknown>) {
  const before = await one.reads()
  await body()
  const after = await one.reads()
  return { standby: after.standby - before.standby, primary: after.primary - before.primary }
}

const byStandby = { standby: 1, primary: 0 }
const byPrimary = { standby: 0, primary: 1 }

/** A brand that the standby knows, and is asked for. */
async function newBrand(slug: string) {
  const brand = await one.create(slug, 'old')
  await pair.caughtUp()
  await expect.poll(() => answeredBy(() => one.read(slug, 'staff')), { timeout: 10_000 }).toEqual(byStandby)
  return brand
}

/** Changes a name past the shop, which hears of nothing, and tells how far the log has come then. */
async function renameInSilence(slug: string): Promise<string> {
  await primary`update catalog.brand set name = 'new' where slug = ${slug}`
  const [row] = await primary<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`
  const [high = '', low = ''] = (row?.lsn ?? '').toLowerCase().split('/')
  return high.padStart(8, '0') + low.padStart(8, '0')
}

describe('a standby', () => {
  test('answers what is the same for everyone, and nobody who has seen more than it has', async () => {
    await newBrand('seen')
    await pair.pause()
    const position = await renameInSilence('seen')
    // only who saw the change is to find it: that shows who answered
    expect(await one.read('seen', 'staff')).toMatchObject({ status: 200, name: 'old' })
    expect(await one.read('seen', 'staff', position)).toMatchObject({ status: 200, name: 'new' })
    expect(await one.read('seen', 'guest', position)).toMatchObject({ status: 200, name: 'new' })
    await pair.resume()
    await pair.caughtUp()
    expect(await answeredBy(() => one.read('seen', 'staff', position))).toEqual(byStandby)
    expect(await one.read('seen', 'staff', position)).toMatchObject({ status: 200, name: 'new' })
  })

  test('is not asked by who has just changed something, in whichever process', async () => {
    const brand = await newBrand('written')
    await pair.pause()
    const position = await one.rename(brand, 'new')
    expect(position).toMatch(/^[0-9a-f]{16}$/)
    for (const shop of [one, two]) expect(await shop.read('written', 'staff', position)).toMatchObject({ name: 'new' })
    await pair.resume()
    const read = () => two.read('written', 'staff', position)
    await expect.poll(() => answeredBy(read), { timeout: 10_000 }).toEqual(byStandby)
    expect(await read()).toMatchObject({ name: 'new' })
  })

  test('does not bring back what was dropped, in the process that changed it', async () => {
    const brand = await newBrand('dropped')
    expect(await one.read('dropped')).toMatchObject({ name: 'old' })
    await pair.pause()
    await one.rename(brand, 'new')
    expect(await answeredBy(() => one.read('dropped'))).toEqual(byPrimary)
    expect(await one.read('dropped')).toMatchObject({ name: 'new' })
    await pair.resume()
    expect(await one.read('dropped')).toMatchObject({ name: 'new' })
  })

  test('does not bring back what was dropped, in a process that heard of it', async () => {
    const brand = await newBrand('heard')
    expect(await two.read('heard')).toMatchObject({ name: 'old' })
    await pair.pause()
    await one.rename(brand, 'new')
    // the kept answer goes when the log brings the event; from then on the old name must not be seen again
    await expect.poll(() => two.read('heard'), { timeout: 10_000, interval: 5 }).toMatchObject({ name: 'new' })
    for (let looks = 0; looks < 5; looks += 1) {
      expect(await two.read('heard', 'staff')).toMatchObject({ name: 'new' })
      expect(await two.read('heard')).toMatchObject({ name: 'new' })
    }
  })

  test('does not say of what was just made that there is no such thing', async () => {
    await newBrand('known')
    await pair.pause()
    await one.create('made', 'new')
    expect(await one.read('made')).toMatchObject({ status: 200, name: 'new' })
  })

  test('answers what a change elsewhere does not concern', async () => {
    const brand = await newBrand('changed')
    await newBrand('unchanged')
    await pair.pause()
    await one.rename(brand, 'new')
    expect(await answeredBy(() => one.read('unchanged', 'staff'))).toEqual(byStandby)
    expect(await answeredBy(() => one.read('changed', 'staff'))).toEqual(byPrimary)
  })

  test('that lags too far is not asked until it has come up', async () => {
    await newBrand('late')
    await pair.pause()
    await renameInSilence('late')
    await expect.poll(() => one.read('late', 'staff'), { timeout: 20_000 }).toMatchObject({ status: 200, name: 'new' })
    await pair.resume()
    await expect.poll(() => answeredBy(() => one.read('late', 'staff')), { timeout: 10_000 }).toEqual(byStandby)
  }, 60_000)

  test('that dies fails nobody, and is asked again when it is back', async () => {
    const brand = await newBrand('alone')
    await pair.killStandby()
    const position = await one.rename(brand, 'new')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => one.read('alone', 'staff', index % 2 === 0 ? undefined : position)),
    )
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, name: 'new' })
    await expect.poll(() => answeredBy(() => one.read('alone', 'staff')), { timeout: 20_000 }).toEqual(byStandby)
    expect(await one.read('alone', 'staff', position)).toMatchObject({ status: 200, name: 'new' })
  }, 60_000)
})
