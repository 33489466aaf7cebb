import { isRefused, provide, type Refusal } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { composeLetter } from '../commands/compose-letter.ts'
import { logIn } from '../commands/log-in.ts'
import { register } from '../commands/register.ts'
import { verifyEmail } from '../commands/verify-email.ts'
import type { UserId } from '../domain/ids.ts'
import type { LetterKind } from '../domain/letter.ts'
import { accountsModule, shopSecret } from '../index.ts'

/** What all people of the tests have chosen. */
export const password = 'tall ships at noon'

/** By which the keys of the tests are sealed. */
export const secret = 'the secret of a test shop'

export function openAccounts(environment: Readonly<Record<string, string>> = {}): Promise<TestShop> {
  const provisions = [provide(shopSecret, secret)]
  return createTestShop({ modules: [accountsModule], provisions, environment, now: new Date('2026-03-01T10:00:00Z') })
}

/** A caller without cookies who has no tokens yet. */
export const bare = { credentials: { refresh: 'new' }, agent: 'curl/8.0' } as const

export type Session = {
  readonly userId: UserId
  readonly access: string
  readonly refresh: string
  /** How the transport sees the caller by now. */
  readonly frame: { readonly caller: { readonly kind: 'user'; readonly id: UserId; readonly session: string } }
}

/** Somebody with a confirmed account, logged in. */
export async function newPerson(shop: TestShop, email: string): Promise<Session> {
  answered(await shop.call(register, { email, password, name: '', locale: 'en' }))
  const token = await linkToken(shop, email, 'verify_email')
  return sessionOf(answered(await shop.call(verifyEmail, { token, password }, bare)))
}

export async function logInAs(shop: TestShop, login: string): Promise<Session> {
  return sessionOf(answered(await shop.call(logIn, { login, password }, bare)))
}

export function sessionOf(answer: unknown): Session {
  const { userId, tokens } = Object(answer)
  const claims = JSON.parse(Buffer.from(String(tokens.access).split('.')[1] ?? '', 'base64url').toString())
  return { userId, ...tokens, frame: { caller: { kind: 'user', id: userId, session: claims.sid } } }
}

/** The token of the last letter of a kind to an address, as its reader has it. */
export async function linkToken(shop: TestShop, recipient: string, kind: LetterKind): Promise<string> {
  const [letter] = await shop.runtime.databaseOf('accounts').web<{ readonly id: string }[]>`
    select id from accounts.letter where recipient = ${recipient} and kind = ${kind} order by created_at desc, id desc limit 1`
  const composed = await shop.call(composeLetter, composeLetter.input.parse({ letterId: letter?.id }))
  return new URL(composed.letter?.link ?? 'nothing:').searchParams.get('token') ?? ''
}

/** The output of a call that the test expects to succeed. */
export function answered<T>(answer: T): Exclude<T, Refusal> {
  if (isRefused(answer)) throw new Error(`refused: ${answer.code} ${JSON.stringify(answer.data)}`)
  return answer as Exclude<T, Refusal>
}

/** The code of a call that the test expects to be refused. */
export function codeOf(answer: unknown): string | undefined {
  return isRefused(answer) ? answer.code : undefined
}
