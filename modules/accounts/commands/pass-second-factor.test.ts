import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  beginTotp,
  confirmTotp,
  forgetDevices,
  logIn,
  passSecondFactor,
  removeTotp,
  renewRecoveryCodes,
  showSecondFactor,
} from '../index.ts'
import { codeAt } from '../second-factor/totp.ts'
import { answered, bare, codeOf, newPerson, openAccounts, password, type Session } from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const later = (seconds: number) => {
  shop.clock.now = new Date(shop.clock.now.getTime() + seconds * 1_000)
}
const logInTo = async (email: string, credentials = {}) =>
  answered(await shop.call(logIn, { login: email, password }, { credentials }))
const shown = async (person: Session) => answered(await shop.call(showSecondFactor, {}, person.frame))

/** Somebody whose app shows codes; the step of the last one is over. */
async function withApp(email: string) {
  const person = await newPerson(shop, email)
  const { secret } = answered(await shop.call(beginTotp, {}, person.frame))
  const confirmed = answered(await shop.call(confirmTotp, { code: codeAt(secret, shop.clock.now) }, person.frame))
  later(30)
  const code = () => codeAt(secret, shop.clock.now)
  return { person, secret, code, recoveryCodes: confirmed.recoveryCodes }
}

async function challengeFor(email: string): Promise<string> {
  const admission = await logInTo(email)
  if (admission.status !== 'second_factor_needed') throw new Error('No second proof was asked for')
  return admission.challenge
}

const pass = (challenge: string, proof: Parameters<typeof passSecondFactor.input.parse>[0]) =>
  shop.call(passSecondFactor, { challenge, proof, trustDevice: false } as never, bare)

describe('a second factor', () => {
  test('is asked for once it is confirmed, and its code begins the session', async () => {
    const person = await newPerson(shop, 'ada@example.com')
    const offer = answered(await shop.call(beginTotp, {}, person.frame))
    expect(offer.address).toContain(`otpauth://totp/Noirel:ada%40example.com?issuer=Noirel&secret=${offer.secret}`)
    expect(offer.picture).toMatch(/^<svg /)
    expect((await logInTo('ada@example.com')).status).toBe('signed_in')

    const wrong = await shop.call(confirmTotp, { code: '000000' }, person.frame)
    expect(codeOf(wrong)).toBe('wrong_code')
    const code = codeAt(offer.secret, shop.clock.now)
    expect(answered(await shop.call(confirmTotp, { code }, person.frame)).recoveryCodes).toHaveLength(10)

    later(30)
    const admission = await logInTo('ada@example.com')
    expect(admission).toEqual({
      status: 'second_factor_needed',
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      methods: ['totp', 'recovery_code'],
    })
    const challenge = 'challenge' in admission ? admission.challenge : ''
    const session = answered(await pass(challenge, { kind: 'totp', code: codeAt(offer.secret, shop.clock.now) }))
    expect(session).toMatchObject({ status: 'signed_in', userId: person.userId })
  })

  test('takes a code once, whoever saw it typed and however many show it at once', async () => {
    const { code } = await withApp('once@example.com')
    const challenges = [await challengeFor('once@example.com'), await challengeFor('once@example.com')]
    const proof = { kind: 'totp', code: code() } as const
    const answers = await Promise.all(challenges.map((challenge) => pass(challenge, proof)))
    expect(answers.map(codeOf).toSorted()).toEqual(['wrong_code', undefined])
  })

  test('a challenge is good once, for five minutes and five guesses', async () => {
    const { code } = await withApp('guessed@example.com')
    const used = await challengeFor('guessed@example.com')
    answered(await pass(used, { kind: 'totp', code: code() }))
    later(30)
    expect(codeOf(await pass(used, { kind: 'totp', code: code() }))).toBe('invalid_challenge')

    const guessed = await challengeFor('guessed@example.com')
    for (let guess = 0; guess < 5; guess += 1)
      expect(codeOf(await pass(guessed, { kind: 'totp', code: 'guess' }))).toBe('wrong_code')
    expect(codeOf(await pass(guessed, { kind: 'totp', code: code() }))).toBe('invalid_challenge')

    const late = await challengeFor('guessed@example.com')
    later(5 * 60)
    expect(codeOf(await pass(late, { kind: 'totp', code: code() }))).toBe('invalid_challenge')
    expect(codeOf(await pass('made-up', { kind: 'totp', code: code() }))).toBe('invalid_challenge')
  })

  test('who knows the password alone waits longer and longer between challenges', async () => {
    await withApp('waiting@example.com')
    const answers: (string | undefined)[] = []
    for (let attempt = 0; attempt < 4; attempt += 1)
      answers.push(codeOf(await shop.call(logIn, { login: 'waiting@example.com', password })))
    expect(answers).toEqual([undefined, undefined, undefined, 'too_many_attempts'])
  })

  test('a recovery code opens once, and a new sheet makes the old one worthless', async () => {
    const { person, recoveryCodes } = await withApp('sheet@example.com')
    const [first = '', second = ''] = recoveryCodes
    const typed = first.toUpperCase().replaceAll('-', ' ')
    answered(await pass(await challengeFor('sheet@example.com'), { kind: 'recovery_code', code: typed }))
    expect((await shown(person)).recoveryCodesLeft).toBe(9)
    const again = await challengeFor('sheet@example.com')
    expect(codeOf(await pass(again, { kind: 'recovery_code', code: first }))).toBe('wrong_code')

    const renewed = answered(await shop.call(renewRecoveryCodes, {}, person.frame)).recoveryCodes
    expect((await shown(person)).recoveryCodesLeft).toBe(10)
    expect(codeOf(await pass(again, { kind: 'recovery_code', code: second }))).toBe('wrong_code')
    answered(await pass(again, { kind: 'recovery_code', code: renewed[0] ?? '' }))
  })

  test('a trusted browser is not asked again, until its owner has all browsers asked', async () => {
    const { person, code } = await withApp('trusted@example.com')
    const issued = new Map<string, string>()
    const challenge = await challengeFor('trusted@example.com')
    const input = { challenge, proof: { kind: 'totp', code: code() }, trustDevice: true } as const
    answered(await shop.call(passSecondFactor, input, { issued: issued as never }))
    const credentials = { device: issued.get('device') }
    expect((await logInTo('trusted@example.com', credentials)).status).toBe('signed_in')
    expect((await logInTo('trusted@example.com')).status).toBe('second_factor_needed')
    await withApp('other@example.com')
    expect((await logInTo('other@example.com', credentials)).status).toBe('second_factor_needed')
    expect((await shown(person)).trustedDevices).toBe(1)
    answered(await shop.call(forgetDevices, {}, person.frame))
    expect((await logInTo('trusted@example.com', credentials)).status).toBe('second_factor_needed')
  })

  test('is replaced by nobody, and removed by a session of short ago alone', async () => {
    const { person } = await withApp('kept@example.com')
    expect(codeOf(await shop.call(beginTotp, {}, person.frame))).toBe('second_factor_in_use')
    later(15 * 60)
    expect(codeOf(await shop.call(removeTotp, {}, person.frame))).toBe('log_in_again')
    expect((await logInTo('kept@example.com')).status).toBe('second_factor_needed')
  })

  test('removed, it takes its codes and trusted browsers along', async () => {
    const { person } = await withApp('removed@example.com')
    answered(await shop.call(removeTotp, {}, person.frame))
    answered(await shop.call(removeTotp, {}, person.frame))
    expect(await shown(person)).toEqual({ confirmedAt: null, recoveryCodesLeft: 0, trustedDevices: 0 })
    expect((await logInTo('removed@example.com')).status).toBe('signed_in')
    expect(codeOf(await shop.call(renewRecoveryCodes, {}, person.frame))).toBe('no_second_factor')
  })

  test('nothing of it is kept that opens anything', async () => {
    const { secret, recoveryCodes } = await withApp('hidden@example.com')
    const challenge = await challengeFor('hidden@example.com')
    const sql = shop.runtime.databaseOf('accounts').web
    const rows = JSON.stringify([
      await sql`select totp::text from accounts.totp`,
      await sql`select recovery_code::text from accounts.recovery_code`,
      await sql`select factor_challenge::text from accounts.factor_challenge`,
    ])
    for (const hidden of [
      secret,
      challenge,
      ...recoveryCodes,
      ...recoveryCodes.map((one) => one.replaceAll('-', '')),
    ]) {
      expect(rows).not.toContain(hidden)
      expect(rows).not.toContain(Buffer.from(hidden).toString('hex'))
    }
  })
})
