import { createHash } from 'node:crypto'
import type { Credential, Sql } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'

/** An idempotency key as its caller used it. */
export type Claim = {
  readonly scope: string
  readonly key: string
  readonly operation: string
  /** Of the input: the same key with another body is refused. */
  readonly fingerprint: string
}

/** What was answered: the output, and the tokens that were handed out with it. */
export type ClaimAnswer = { readonly output: unknown; readonly issued: readonly (readonly [Credential, string])[] }

export type EarlierClaim = {
  readonly operation: string
  readonly fingerprint: string
  /** What the first phase of a flow or an exchange did; null for a command. */
  readonly prepared: unknown
  readonly answer: ClaimAnswer | null
}

export function claimOf(operation: AnyOperation, input: unknown, frame: Frame): Claim | undefined {
  if (frame.idempotencyKey === undefined || operation.kind === 'query' || !operation.idempotency) return undefined
  return {
    scope: scopeOf(frame),
    key: frame.idempotencyKey,
    operation: operation.name,
    fingerprint: createHash('sha256').update(canonical(input)).digest('base64url'),
  }
}

/**
 * Claims the key in the unit of work of its effect. A claim of the same key that has not committed yet is waited for, under
 * `lock_timeout`; returns the claim that was there before, or `undefined` if the key is now ours.
 */
export async function takeClaim(sql: Sql, claim: Claim): Promise<EarlierClaim | undefined> {
  const taken = await sql`
    insert into kernel.claim (scope, key, operation, fingerprint)
    values (${claim.scope}, ${claim.key}, ${claim.operation}, ${claim.fingerprint})
    on conflict (scope, key) do nothing`
  return taken.count === 1 ? undefined : findClaim(sql, claim)
}

export async function findClaim(sql: Sql, { scope, key }: Claim): Promise<EarlierClaim | undefined> {
  const [earlier] = await sql<EarlierClaim[]>`
    select operation, fingerprint, prepared, answer from kernel.claim where scope = ${scope} and key = ${key}`
  return earlier
}

export async function storePrepared(sql: Sql, claim: Claim, prepared: unknown): Promise<void> {
  await sql`update kernel.claim set prepared = ${jsonText(prepared)}::text::jsonb where scope = ${claim.scope} and key = ${claim.key}`
}

export async function storeAnswer(sql: Sql, claim: Claim, answer: ClaimAnswer): Promise<void> {
  await sql`update kernel.claim set answer = ${jsonText(answer)}::text::jsonb where scope = ${claim.scope} and key = ${claim.key}`
}

/** Forgets claims older than a day, a bounded number at a time so that nobody waits. Returns how many went. */
export async function forgetOldClaims(sql: Sql, limit: number): Promise<number> {
  const gone = await sql`
    delete from kernel.claim where (scope, key) in (
      select scope, key from kernel.claim where claimed_at < now() - interval '24 hours' order by claimed_at limit ${limit})`
  return gone.count
}

// cast over text: postgres.js encodes a parameter once more that it knows to be jsonb
function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null)
}

function scopeOf({ caller, credentials }: Frame): string {
  switch (caller.kind) {
    case 'user':
    case 'staff':
      return `${caller.kind}:${caller.id}`
    case 'system':
      return 'system'
    case 'guest': {
      // the token itself is a secret and is not stored
      const token = credentials.cart
      return token ? `cart:${createHash('sha256').update(token).digest('base64url')}` : 'guest'
    }
  }
}

/** JSON with sorted names: two spellings of the same input have one fingerprint. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
