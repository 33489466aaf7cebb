import type { Sql } from '@merx/kernel'

export type SlugKind = 'product' | 'category' | 'brand' | 'collection'

export type SlugWish = { readonly ownerId: string; readonly slug: string; readonly exact: boolean }

type Claim = { readonly ownerId: string; readonly slug: string }

/**
 * Takes slugs for good. An exact wish gets its slug or nothing; the others get theirs or, where it is taken, the next number of it:
 * `lamp`, `lamp-2`, `lamp-3`. Units that want the same slug wait for each other on its row, so no number is given twice.
 * Returns the slug by owner.
 */
export async function claimSlugs(
  sql: Sql,
  kind: SlugKind,
  wishes: readonly SlugWish[],
): Promise<ReadonlyMap<string, string>> {
  const got = new Map<string, string>()
  const keep = (claims: readonly Claim[]): void => {
    for (const { ownerId, slug } of claims) got.set(ownerId, slug)
  }
  // those who asked for exactly this slug come before those who take any
  const inTurn = wishes.toSorted((a, b) => Number(b.exact) - Number(a.exact))
  if (wishes.length > 0) keep(await insertSlugs(sql, kind, inTurn))
  const taken = wishes.filter(({ ownerId, exact }) => !exact && !got.has(ownerId))
  if (taken.length > 0) keep(await insertSlugs(sql, kind, await numberSlugs(sql, kind, taken)))
  const unlucky = taken.filter(({ ownerId }) => !got.has(ownerId))
  // somebody took `lamp-2` by name: the end of an id is free for certain
  const endings = unlucky.map(({ ownerId, slug }) => ({ ownerId, slug: `${slug}-${ownerId.slice(-12)}` }))
  if (endings.length > 0) keep(await insertSlugs(sql, kind, endings))
  return got
}

/** An owner that asks for a slug it has had before gets it again. */
async function insertSlugs(sql: Sql, kind: SlugKind, claims: readonly Claim[]): Promise<readonly Claim[]> {
  return sql<Claim[]>`
    insert into catalog.slug as mine (kind, slug, owner_id)
    select ${kind}, slug, (array_agg(owner order by place))[1]
    from unnest(${claims.map(({ slug }) => slug)}::text[], ${claims.map(({ ownerId }) => ownerId)}::uuid[])
      with ordinality as wish (slug, owner, place)
    group by slug order by slug
    on conflict (kind, slug) do update set owner_id = mine.owner_id where mine.owner_id = excluded.owner_id
    returning owner_id as "ownerId", slug`
}

async function numberSlugs(sql: Sql, kind: SlugKind, wishes: readonly Claim[]): Promise<readonly Claim[]> {
  return sql<Claim[]>`
    with wish as (
      select slug as base, owner, row_number() over (partition by slug order by place) as nth
      from unnest(${wishes.map(({ slug }) => slug)}::text[], ${wishes.map(({ ownerId }) => ownerId)}::uuid[])
        with ordinality as wish (slug, owner, place)
    ), numbered as (
      insert into catalog.slug_number as number (kind, base, taken)
      select ${kind}, base, 1 + count(*) from wish group by base order by base
      on conflict (kind, base) do update set taken = number.taken + excluded.taken - 1
      returning base, taken
    )
    select owner as "ownerId", base || '-' || (taken - (count(*) over (partition by base) - nth)) as slug
    from wish join numbered using (base)`
}

/** Gives up all slugs of an owner: others may take them. */
export async function freeSlugs(sql: Sql, kind: SlugKind, ownerId: string): Promise<void> {
  await sql`delete from catalog.slug where kind = ${kind} and owner_id = ${ownerId}`
}
