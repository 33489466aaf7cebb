import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addPasskey,
  beginPasskey,
  beginPasskeyLogIn,
  beginTotp,
  confirmTotp,
  logIn,
  logInByPasskey,
  passSecondFactor,
  refresh,
  removeTotp,
} from '../index.ts'
import { codeAt } from '../second-factor/totp.ts'
import { createAuthenticator } from '../testing/authenticator.ts'
import { answered, bare, logInAs, newPerson, openAccounts, password, sessionOf } from '../testing/people.ts'
import { grantRole } from './grant-role.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts({ MERX_STAFF_SECOND_FACTOR: 'required' })
})
afterAll(() => shop.close())

/** What an access token lets its owner do. */
function permissionsIn({ access }: { readonly access: string }): unknown {
  return JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()).permissions
}

async function newClerk(email: string) {
  const { userId } = await newPerson(shop, email)
  const caller = { kind: 'staff', id: userId, permissions: 'all' } as const
  answered(await shop.call(grantRole, { accountId: userId, role: 'admin' }, { caller }))
  return logInAs(shop, email)
}

const renewed = async (token: string) => sessionOf(answered(await shop.call(refresh, { refreshToken: token })))

test('staff with a password alone may do nothing of theirs until they have a second factor, and nothing again without it', async () => {
  const clerk = await newClerk('clerk@example.com')
  expect(permissionsIn(clerk)).toBeUndefined()

  const { secret } = answered(await shop.call(beginTotp, {}, clerk.frame))
  answered(await shop.call(confirmTotp, { code: codeAt(secret, shop.clock.now) }, clerk.frame))
  const same = await renewed(clerk.refresh)
  expect(permissionsIn(same)).toBe('all')

  shop.clock.now = new Date(shop.clock.now.getTime() + 30_000)
  const admission = answered(await shop.call(logIn, { login: 'clerk@example.com', password }, bare))
  if (admission.status !== 'second_factor_needed') throw new Error('No second proof was asked for')
  const proof = { kind: 'totp', code: codeAt(secret, shop.clock.now) } as const
  const { challenge } = admission
  const again = answered(await shop.call(passSecondFactor, { challenge, proof, trustDevice: false }, bare))
  expect(permissionsIn(sessionOf(again))).toBe('all')

  answered(await shop.call(removeTotp, {}, same.frame))
  expect(permissionsIn(await renewed(same.refresh))).toBeUndefined()
})

test('a passkey is two proofs in one', async () => {
  const clerk = await newClerk('key@example.com')
  const authenticator = createAuthenticator()
  const passkey = authenticator.make(answered(await shop.call(beginPasskey, {}, clerk.frame)))
  answered(await shop.call(addPasskey, { passkey, name: 'Key' }, clerk.frame))
  const shown = authenticator.show(answered(await shop.call(beginPasskeyLogIn, {})))
  expect(permissionsIn(sessionOf(answered(await shop.call(logInByPasskey, { passkey: shown }, bare))))).toBe('all')
  expect(permissionsIn(await logInAs(shop, 'key@example.com'))).toBeUndefined()
})
