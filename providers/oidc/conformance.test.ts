import { issuerConformance } from '@merx/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oidc } from './index.ts'
import { type IssuerProcess, startIssuer } from './testing/issuer-process.ts'

const redirectUri = 'http://localhost:3000/account/oidc/callback'

describe.each([{ terse: false }, { terse: true }])(
  'an issuer that speaks OpenID Connect, terse: $terse',
  ({ terse }) => {
    let process: IssuerProcess

    beforeAll(async () => {
      process = await startIssuer({ redirectUris: [redirectUri], terse })
    })
    afterAll(() => process.kill())

    it.each(issuerConformance)('$name', ({ run }) =>
      run({
        issuer: issuerAt(process),
        logIn: async (url, who) => (await process.logIn(url, `${who}@people.example`)).searchParams,
        decline: async (url) => (await process.decline(url)).searchParams,
      }),
    )
  },
)

describe('an issuer in trouble', () => {
  it('is unavailable while it is away, and found again afterwards', async () => {
    const process = await startIssuer({ redirectUris: [redirectUri] })
    try {
      const issuer = issuerAt(process)
      await process.kill()
      await expect(issuer.begin(attempt)).rejects.toMatchObject({ name: 'IssuerUnavailable' })
      await process.start()
      const parameters = (await process.logIn(await issuer.begin(attempt), 'verified@people.example')).searchParams
      await process.kill()
      await expect(issuer.finish(attempt, parameters)).rejects.toMatchObject({ name: 'IssuerUnavailable' })
    } finally {
      await process.kill()
    }
  })

  it('a wrong secret of the shop is our fault, not the person’s', async () => {
    const process = await startIssuer({ redirectUris: [redirectUri] })
    try {
      const issuer = oidc({ ...optionsOf(process), clientSecret: 'another' })
      const parameters = (await process.logIn(await issuer.begin(attempt), 'verified@people.example')).searchParams
      await expect(issuer.finish(attempt, parameters)).rejects.toMatchObject({ error: 'invalid_client' })
    } finally {
      await process.kill()
    }
  })
})

const attempt = {
  redirectUri,
  state: 'a-state-of-more-than-twenty-characters',
  nonce: 'a-nonce-of-more-than-twenty-characters',
  codeVerifier: 'a-verifier-of-at-least-forty-three-characters-long',
}

function issuerAt(process: IssuerProcess) {
  return oidc(optionsOf(process))
}

function optionsOf({ url, clientId, clientSecret }: IssuerProcess) {
  return { code: 'people', name: 'People', issuer: url, clientId, clientSecret }
}
