import type { BotCheck } from '@merx/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { turnstile } from './index.ts'
import { dummyToken, type Siteverify, startSiteverify, testSecrets } from './testing/siteverify.ts'

const secretKey = '0x4AAAAAAAsecret'
const about = { action: 'log-in', hostname: 'shop.example' }

let cloudflare: Siteverify

beforeAll(async () => {
  cloudflare = await startSiteverify(secretKey)
})
afterAll(() => cloudflare.close())

describe('a token', () => {
  it('of a person, fresh and for this action, is good once', async () => {
    const token = cloudflare.issue(about)
    await expect(verify({ token })).resolves.toBe('person')
    expect(cloudflare.questions.at(-1)).toMatchObject({ secret: secretKey, response: token, remoteip: '203.0.113.7' })
    await expect(verify({ token })).resolves.toBe('program')
  })

  it('for another action, from another host, too old or made up is not', async () => {
    const old = cloudflare.issue(about)
    cloudflare.expire(old)
    const bad = [
      cloudflare.issue({ ...about, action: 'register' }),
      cloudflare.issue({ ...about, hostname: 'elsewhere.example' }),
      old,
      'made-up',
    ]
    for (const token of bad) await expect(verify({ token }), token).resolves.toBe('program')
  })

  it('that cannot be one is not even asked about', async () => {
    const before = cloudflare.questions.length
    await expect(verify({ token: '' })).resolves.toBe('program')
    await expect(verify({ token: 'x'.repeat(2_049) })).resolves.toBe('program')
    expect(cloudflare.questions).toHaveLength(before)
  })
})

describe('Cloudflare’s test keys', () => {
  it.each([
    { secret: 'passes', verdict: 'person' },
    { secret: 'fails', verdict: 'program' },
    { secret: 'spent', verdict: 'program' },
  ] as const)('the one that $secret', async ({ secret, verdict }) => {
    await expect(verify({ token: dummyToken }, checkWith(testSecrets[secret]))).resolves.toBe(verdict)
  })
})

describe('in trouble', () => {
  it.each(['internal-error', 'garbage', 'hang-up', 'lost'] as const)('one fault (%s) is asked over', async (fault) => {
    cloudflare.misbehave(fault)
    await expect(verify({ token: cloudflare.issue(about) })).resolves.toBe('person')
  })

  it('a second fault is nobody’s verdict', async () => {
    cloudflare.misbehave('hang-up', 'internal-error')
    await expect(verify({ token: cloudflare.issue(about) })).rejects.toMatchObject({ name: 'BotCheckUnavailable' })
  })

  it('a wrong secret is the shop’s fault and not a program’s', async () => {
    const wrong = verify({ token: cloudflare.issue(about) }, checkWith('0x4AAAAAAAanother'))
    await expect(wrong).rejects.toThrow('invalid-input-secret')
  })
})

function checkWith(key: string): BotCheck {
  return turnstile({
    siteKey: '0x4AAAAAAAsite',
    secretKey: key,
    hosts: [about.hostname],
    endpoint: cloudflare.endpoint,
  })
}

function verify({ token }: { readonly token: string }, check = checkWith(secretKey)) {
  return check.verify({ token, action: about.action, address: '203.0.113.7' })
}
