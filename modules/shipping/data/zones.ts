import { cache, type QueryContext, type Sql } from '@merx/kernel'
import type { ShippingZone } from '../domain/zone.ts'

/** All zones under one key: a shop has dozens of them, and every quote needs them. */
export const zonesCache = cache<'all', readonly ShippingZone[]>({ name: 'shipping.zones', maxEntries: 1 })

export async function knownZones(ctx: Pick<QueryContext, 'cache' | 'sql'>): Promise<readonly ShippingZone[]> {
  return (await ctx.cache(zonesCache).get('all', () => allZones(ctx.sql))) ?? []
}

export async function allZones(sql: Sql): Promise<readonly ShippingZone[]> {
  return sql<ShippingZone[]>`
    select zone.id, zone.name,
      (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('country', place.country,
          'region', nullif(place.region, ''))) order by place.country, place.region), '[]')
        from shipping.place where place.zone_id = zone.id) as places,
      (select coalesce(jsonb_agg(jsonb_build_object('id', method.id, 'name', method.name, 'description', method.description,
          'taxCategory', method.tax_category, 'basis', method.basis, 'minDays', method.min_days, 'maxDays', method.max_days,
          'rates', (select coalesce(jsonb_agg(jsonb_build_object('currency', rate.currency, 'threshold', rate.threshold,
              'amount', rate.amount) order by rate.currency, rate.threshold), '[]')
            from shipping.rate where rate.method_id = method.id),
          'freeAbove', (select coalesce(jsonb_agg(jsonb_build_object('amount', free.total, 'currency', free.currency)
              order by free.currency), '[]')
            from shipping.free_above free where free.method_id = method.id)) order by method.position), '[]')
        from shipping.method where method.zone_id = zone.id) as methods
    from shipping.zone order by zone.position, zone.name`
}

export async function upsertZone(sql: Sql, zone: ShippingZone): Promise<void> {
  await sql`
    insert into shipping.zone (id, name) values (${zone.id}, ${zone.name})
    on conflict (id) do update set name = excluded.name`
}

/** Empties a zone, rates included, so that it is written anew in the same unit of work. */
export async function clearZone(sql: Sql, zoneId: string): Promise<void> {
  await sql`
    with places as (delete from shipping.place where zone_id = ${zoneId})
    delete from shipping.method where zone_id = ${zoneId}`
}

/** Gives the zone its places; returns those that another zone holds, which are not taken from it. */
export async function insertPlaces(sql: Sql, zone: ShippingZone): Promise<number> {
  const inserted = await sql`
    insert into shipping.place (zone_id, country, region)
    select ${zone.id}, country, region
    from unnest(${zone.places.map((place) => place.country)}::text[], ${zone.places.map((place) => place.region ?? '')}::text[])
      as wanted (country, region)
    order by country, region
    on conflict (country, region) do nothing`
  return inserted.count
}

/** Whether another zone has one of these methods. */
export async function hasMethodsElsewhere(sql: Sql, { id, methods }: ShippingZone): Promise<boolean> {
  const found = await sql`
    select 1 from shipping.method where id = any(${methods.map((method) => method.id)}::uuid[]) and zone_id <> ${id} limit 1`
  return found.count > 0
}

export async function insertMethods(sql: Sql, zone: ShippingZone): Promise<void> {
  const methods = zone.methods.map((method, position) => ({ ...method, position }))
  await sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(methods)}::text::jsonb) as method (
        id uuid, name text, description text, "taxCategory" text, basis text, "minDays" integer, "maxDays" integer,
        position integer, rates jsonb, "freeAbove" jsonb)),
    inserted as (
      insert into shipping.method (id, zone_id, name, description, tax_category, basis, min_days, max_days, position)
      select id, ${zone.id}, name, description, "taxCategory", basis, "minDays", "maxDays", position from given),
    free as (
      insert into shipping.free_above (method_id, currency, total)
      select given.id, free.currency, free.amount
      from given, jsonb_to_recordset(given."freeAbove") as free (amount bigint, currency text))
    insert into shipping.rate (method_id, currency, threshold, amount)
    select given.id, rate.currency, rate.threshold, rate.amount
    from given, jsonb_to_recordset(given.rates) as rate (currency text, threshold bigint, amount bigint)`
}

export async function deleteZone(sql: Sql, zoneId: string): Promise<boolean> {
  const deleted = await sql`delete from shipping.zone where id = ${zoneId}`
  return deleted.count === 1
}
