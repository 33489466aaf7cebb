import { createHash, createHmac, hkdfSync } from 'node:crypto'
import type { Credential, Sql } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { seal, unseal } from './seal.ts'

/** An idempotency key as its caller used it. */
export type Claim = {
  /** Where it stands, and second where it may stand from before the caller had a token. */
  readonly places: readonly [ClaimPlace, ...ClaimPlace[]]
  readonly operation: string
  /** The input with its names in order: the same key with another body is refused. */
  readonly input: string
}

type ClaimPlace = { readonly id: string; readonly secret: Buffer }

export type Issued = readonly (readonly [Credential, string])[]

/** What a first phase did, and the tokens that it handed out. */
export type Prepared = { readonly prepared: unknown; readonly issued: Issued }

/** What was answered, and the tokens that were handed out with it. */
export type ClaimAnswer = { readonly output: unknown; readonly issued: Issued }

export type EarlierClaim = {
  readonly isSame: boolean
  /** Of a flow or an exchange whose first phase is committed. */
  readonly prepared: Prepared | undefined
  readonly answer: ClaimAnswer | undefined
  /** Where it was found. */
  readonly place: ClaimPlace
}

// 22 characters of base64, 32 of hexadecimal: what carries the 122 bits of a random UUID
const enoughForStrangers = 22

/** Whether the key may tell this caller from all others: guests without a token are known by nothing else. */
export function isKeyStrongEnough(frame: Frame): boolean {
  return scopeOf(frame) !== strangers || (frame.idempotencyKey?.length ?? 0) >= enoughForStrangers
}

export function claimOf(operation: AnyOperation, input: unknown, frame: Frame): Claim | undefined {
  const { idempotencyKey: key } = frame
  if (key === undefined || operation.kind === 'query' || !operation.idempotency) return undefined
  const scope = scopeOf(frame)
  const own = placeOf(scope, key)
  const before = frame.caller.kind === 'guest' && scope !== strangers && key.length >= enoughForStrangers
  return {
    places: before ? [own, placeOf(strangers, key)] : [own],
    operation: operation.name,
    input: canonical(input),
  }
}

/**
 * Claims the key in the unit of work of its effect. A claim of the same key that has not committed yet is waited for, under
 * `lock_timeout`; returns the claim that was there before, or `undefined` if the key is now ours.
 */
export async function takeClaim(sql: Sql, claim: Claim): Promise<EarlierClaim | undefined> {
  const [own] = claim.places
  const taken = await sql`
    insert into kernel.claim (id, operation, fingerprint)
    values (${own.id}, ${claim.operation}, ${fingerprint(claim, own)})
    on conflict (id) do nothing`
  return taken.count === 1 ? undefined : findClaim(sql, claim)
}

type ClaimRow = {
  readonly id: string
  readonly operation: string
  readonly fingerprint: string
  readonly prepared: Uint8Array | null
  readonly answer: Uint8Array | null
}

export async function findClaim(sql: Sql, claim: Claim): Promise<EarlierClaim | undefined> {
  const rows = await sql<ClaimRow[]>`
    select id, operation, fingerprint, prepared, answer from kernel.claim
    where id = any(${claim.places.map(({ id }) => id)}::text[])`
  for (const place of claim.places) {
    const row = rows.find(({ id }) => id === place.id)
    if (!row) continue
    const isSame = row.operation === claim.operation && row.fingerprint === fingerprint(claim, place)
    // among strangers another input means another caller
    if (!isSame && place !== claim.places[0]) continue
    return {
      isSame,
      place,
      prepared: row.prepared ? (unseal(place.secret, row.prepared) as Prepared) : undefined,
      answer: row.answer ? (unseal(place.secret, row.answer) as ClaimAnswer) : undefined,
    }
  }
  return undefined
}

/** Keeps what the first phase did, and the right to go on with the later ones. */
export async function storePrepared(sql: Sql, { id, secret }: ClaimPlace, prepared: Prepared): Promise<void> {
  await sql`
    update kernel.claim set prepared = ${seal(secret, prepared)}, worked_until = now() + interval '20 seconds'
    where id = ${id}`
}

/** Takes over the later phases where nobody is at work on them: the process that was has died. */
export async function takeOver(sql: Sql, { id }: ClaimPlace): Promise<boolean> {
  const taken = await sql`
    update kernel.claim set worked_until = now() + interval '20 seconds'
    where id = ${id} and answer is null and worked_until < now()`
  return taken.count === 1
}

/** Lets the next call go on with the later phases at once: this one ended without an answer. */
export async function letGo(sql: Sql, { id }: ClaimPlace): Promise<void> {
  await sql`update kernel.claim set worked_until = now() where id = ${id} and answer is null`
}

export async function storeAnswer(sql: Sql, { id, secret }: ClaimPlace, answer: ClaimAnswer): Promise<void> {
  await sql`update kernel.claim set answer = ${seal(secret, answer)} where id = ${id} and answer is null`
}

/** Frees the key in the unit that claimed it: a refusal is not an answer, even one that keeps what was written. */
export async function dropClaim(sql: Sql, { id }: ClaimPlace): Promise<void> {
  await sql`delete from kernel.claim where id = ${id}`
}

/** Forgets claims older than a day, a bounded number at a time so that nobody waits. Returns how many went. */
export async function forgetOldClaims(sql: Sql, limit: number): Promise<number> {
  const gone = await sql`
    delete from kernel.claim where id in (
      select id from kernel.claim where claimed_at < now() - interval '24 hours' order by claimed_at limit ${limit})`
  return gone.count
}

/** Guests without a token. */
const strangers = 'guest'

function scopeOf({ caller, credentials }: Frame): string {
  switch (caller.kind) {
    case 'user':
    case 'staff':
      return `${caller.kind}:${caller.id}`
    case 'system':
      return 'system'
    case 'guest': {
      const token = credentials.cart
      return token === undefined || token === 'new' ? strangers : `cart:${token}`
    }
  }
}

function placeOf(scope: string, key: string): ClaimPlace {
  return {
    id: createHash('sha256')
      .update(JSON.stringify([scope, key]))
      .digest('base64url'),
    secret: Buffer.from(hkdfSync('sha256', key, scope, 'merx idempotency claim', 32)),
  }
}

function fingerprint({ input }: Claim, { secret }: ClaimPlace): string {
  return createHmac('sha256', secret).update(input).digest('base64url')
}

/** JSON with sorted names: two spellings of the same input are one. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
