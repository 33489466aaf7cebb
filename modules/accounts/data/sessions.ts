import type { Sql } from '@merx/kernel'
import type { SessionId, UserId } from '../domain/ids.ts'
import type { SessionProof } from '../domain/session.ts'

export type NewSession = {
  readonly id: SessionId
  readonly userId: UserId
  readonly familyHash: Uint8Array
  readonly secretHash: Uint8Array
  readonly proof: SessionProof
  readonly agent: string
  readonly at: Date
  readonly expiresAt: Date
}

/** Begins a session of an account that may log in: whether it does is looked at under its lock, so that none begins while it is blocked. */
export async function insertSession(sql: Sql, session: NewSession): Promise<boolean> {
  const { id, userId, familyHash, secretHash, proof, agent, at, expiresAt } = session
  const written = await sql`
    with account as (
      select id from accounts.account
      where id = ${userId} and status = 'active' and email_verified_at is not null
      for share
    )
    insert into accounts.session
      (id, account_id, family_hash, secret_hash, proof, agent, created_at, renewed_at, expires_at)
    select ${id}, account.id, ${familyHash}, ${secretHash}, ${proof}, ${agent}, ${at}, ${at}, ${expiresAt} from account`
  return written.count === 1
}

export type Renewal = {
  readonly familyHash: Uint8Array
  readonly secretHash: Uint8Array
  readonly salt: Uint8Array
  readonly nextHash: Uint8Array
  readonly at: Date
  readonly expiresAt: Date
  /** Whatever happens, a session that began before is over. */
  readonly begunAfter: Date
}

export type RenewedSession = { readonly sessionId: SessionId; readonly userId: UserId }

/** Spends the secret of a session that is alive, of an account that may be logged in; none where that is not so. */
export async function renewSession(sql: Sql, renewal: Renewal): Promise<RenewedSession | undefined> {
  const { familyHash, secretHash, salt, nextHash, at, expiresAt, begunAfter } = renewal
  const [renewed] = await sql<RenewedSession[]>`
    with account as (
      select account.id from accounts.account join accounts.session on session.account_id = account.id
      where session.family_hash = ${familyHash} and account.status = 'active'
      for share of account
    )
    update accounts.session
    set spent_hash = secret_hash, salt = ${salt}, secret_hash = ${nextHash}, renewed_at = ${at}, expires_at = ${expiresAt}
    from account
    where account_id = account.id and family_hash = ${familyHash} and secret_hash = ${secretHash}
      and ended_at is null and expires_at > ${at} and session.created_at > ${begunAfter}
    returning session.id as "sessionId", account_id as "userId"`
  return renewed
}

export type FoundSession = RenewedSession & {
  readonly spentHash: Uint8Array | null
  readonly salt: Uint8Array | null
  readonly renewedAt: Date
}

/** The session of a family that is alive. */
export async function findSession(sql: Sql, familyHash: Uint8Array, at: Date): Promise<FoundSession | undefined> {
  const [found] = await sql<FoundSession[]>`
    select session.id as "sessionId", account_id as "userId", spent_hash as "spentHash", salt, renewed_at as "renewedAt"
    from accounts.session join accounts.account on account.id = account_id
    where family_hash = ${familyHash} and ended_at is null and expires_at > ${at} and status = 'active'`
  return found
}

/** Ends sessions of an account, one or all or all but one, and voids their access tokens. Returns those that it ended. */
export async function endSessions(
  sql: Sql,
  of: { readonly userId: UserId; readonly only?: SessionId | undefined; readonly but?: SessionId | undefined },
  at: Date,
): Promise<readonly SessionId[]> {
  const { userId, only = null, but = null } = of
  const ended = await sql<{ readonly id: SessionId }[]>`
    with ended as (
      update accounts.session set ended_at = ${at}
      where account_id = ${userId} and ended_at is null
        and (${only}::uuid is null or id = ${only}) and (${but}::uuid is null or id <> ${but})
      returning id
    ),
    voided as (
      insert into accounts.voided (account_id, session_id, not_before)
      select ${userId}, id, ${at} from ended
    )
    select id from ended order by id`
  return ended.map(({ id }) => id)
}

/** The session of a family, ended or not: who logs out twice is logged out. */
export async function sessionOfFamily(sql: Sql, familyHash: Uint8Array): Promise<RenewedSession | undefined> {
  const [found] = await sql<RenewedSession[]>`
    select id as "sessionId", account_id as "userId" from accounts.session where family_hash = ${familyHash}`
  return found
}

/** Whether a session that is alive began after a moment. */
export async function isSessionSince(sql: Sql, id: SessionId, since: Date): Promise<boolean> {
  const [found] = await sql`
    select from accounts.session where id = ${id} and ended_at is null and created_at > ${since}`
  return found !== undefined
}

export type OpenSession = {
  readonly id: SessionId
  readonly agent: string
  readonly proof: SessionProof
  readonly createdAt: Date
  readonly renewedAt: Date
}

/** Where an account is logged in, the one used last first. */
export function openSessions(sql: Sql, userId: UserId, at: Date): Promise<readonly OpenSession[]> {
  return sql<OpenSession[]>`
    select id, agent, proof, created_at as "createdAt", renewed_at as "renewedAt" from accounts.session
    where account_id = ${userId} and ended_at is null and expires_at > ${at}
    order by renewed_at desc, id limit 100`
}

/** Forgets sessions that were over before then, a bounded number at a time. Returns how many went. */
export async function forgetSessions(sql: Sql, before: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from accounts.session where id in (
      select id from accounts.session where expires_at < ${before} or ended_at < ${before} limit ${limit} for update skip locked)`
  return gone.count
}
