import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import postgres from 'postgres'

/** The databases of one run: copies of the same shop, so that neither side meets the rows of the other. */
const copies = ['bench_shop', 'bench_floor', 'bench_events'] as const

export type Databases = Readonly<Record<(typeof copies)[number], string>>

/** Pieces that the most wanted goods get beside what they have: a bench must not end with empty shelves. */
const extraStock = 1_000_000
const mostWanted = 20_000

/**
 * Makes the copies anew, and writes the goods to `goodsFile`, a line `slug<TAB>variant` each, in an order that is random but the same in
 * every run: a place in it is a rank.
 */
export async function copyDatabases(url: string, goodsFile: string): Promise<Databases> {
  const admin = postgres(addressOf(url, 'template1'), { max: 1, onnotice: () => {} })
  const copy = async (name: string, from: string) => {
    await admin`drop database if exists ${admin(name)} with (force)`
    await admin`create database ${admin(name)} template ${admin(from)} strategy file_copy`
  }
  await copy('bench_shop', 'postgres')
  const sql = postgres(addressOf(url, 'bench_shop'), { max: 1, onnotice: () => {} })
  const wanted = await writeGoods(sql, goodsFile)
  await fillShelves(sql, wanted)
  await sql.end()
  await copy('bench_floor', 'bench_shop')
  await copy('bench_events', 'bench_shop')
  await admin`checkpoint`
  await admin.end()
  return {
    bench_shop: addressOf(url, 'bench_shop'),
    bench_floor: addressOf(url, 'bench_floor'),
    bench_events: addressOf(url, 'bench_events'),
  }
}

export async function dropDatabases(url: string): Promise<void> {
  const admin = postgres(addressOf(url, 'template1'), { max: 1, onnotice: () => {} })
  for (const name of copies) await admin`drop database if exists ${admin(name)} with (force)`
  await admin.end()
}

async function writeGoods(sql: postgres.Sql, file: string): Promise<readonly string[]> {
  const out = createWriteStream(file)
  const wanted: string[] = []
  const rows = sql<{ slug: string; variantId: string }[]>`
    select product.slug, first_variant.id as "variantId"
    from catalog.product
    cross join lateral (
      select variant.id from catalog.variant where variant.product_id = product.id order by variant.id limit 1
    ) first_variant
    join inventory.stock_level level on level.variant_id = first_variant.id and level.on_hand > 0
    where product.status = 'active'
    order by md5(product.slug)`
  for await (const some of rows.cursor(10_000)) {
    for (const { variantId } of some) if (wanted.length < mostWanted) wanted.push(variantId)
    out.write(some.map(({ slug, variantId }) => `${slug}\t${variantId}\n`).join(''))
  }
  out.end()
  await finished(out)
  return wanted
}

async function fillShelves(sql: postgres.Sql, variantIds: readonly string[]): Promise<void> {
  await sql`
    with counted as (
      update inventory.stock_level set on_hand = on_hand + ${extraStock}
      where variant_id = any(${variantIds as string[]}::uuid[])
      returning variant_id, location_id, on_hand, reserved
    )
    insert into inventory.ledger (variant_id, location_id, cause, note, actor, on_hand_from, on_hand_to, reserved_from, reserved_to)
    select variant_id, location_id, 'counted', 'bench', 'system', on_hand - ${extraStock}, on_hand, reserved, reserved from counted`
}

function addressOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}
