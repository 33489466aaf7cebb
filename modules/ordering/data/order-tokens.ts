import type { Sql } from '@merx/kernel'

export type TokenToKeep = { readonly orderId: string; readonly hash: Uint8Array }

/** Adds secrets that open orders. */
export async function insertTokens(sql: Sql, tokens: readonly TokenToKeep[], at: Date): Promise<void> {
  await sql`
    insert into ordering.order_token (token_hash, order_id, created_at)
    select decode(hash, 'base64'), order_id, ${at}
    from unnest(${tokens.map(({ hash }) => Buffer.from(hash).toString('base64'))}::text[],
      ${tokens.map(({ orderId }) => orderId)}::uuid[]) as token (hash, order_id)`
}
