import type { Sql } from '@merx/kernel'

export type SigningKeyRow = {
  readonly kid: string
  /** The point of the curve in base64url, the `x` of a JWK. */
  readonly publicKey: string
  readonly sealed: Uint8Array
  readonly createdAt: Date
}

/** The newest first. */
export function signingKeyRows(sql: Sql): Promise<readonly SigningKeyRow[]> {
  return sql<SigningKeyRow[]>`
    select kid, public_key as "publicKey", sealed, created_at as "createdAt" from accounts.signing_key
    order by created_at desc, kid limit 50`
}

export async function insertSigningKey(sql: Sql, { kid, publicKey, sealed, createdAt }: SigningKeyRow): Promise<void> {
  await sql`
    insert into accounts.signing_key (kid, public_key, sealed, created_at)
    values (${kid}, ${publicKey}, ${sealed}, ${createdAt})`
}

export type PublicKey = Pick<SigningKeyRow, 'kid' | 'publicKey'>

export function publicKeys(sql: Sql, since: Date): Promise<readonly PublicKey[]> {
  return sql<PublicKey[]>`
    select kid, public_key as "publicKey" from accounts.signing_key where created_at >= ${since}
    order by created_at desc, kid`
}

export async function deleteSigningKeys(sql: Sql, before: Date): Promise<void> {
  await sql`delete from accounts.signing_key where created_at < ${before}`
}
