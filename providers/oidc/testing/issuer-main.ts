import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

// An issuer as others run one, for tests: whoever logs in with an address is that person. `unverified@...` has not verified it;
// with `TERSE` it tells the address when it is asked, and not in the token.

const port = Number(process.env.PORT)
const url = `http://127.0.0.1:${port}`

const provider = new Provider(url, {
  clients: [
    {
      client_id: 'shop',
      client_secret: 'secret-for-tests',
      redirect_uris: (process.env.REDIRECT_URIS ?? '').split(' '),
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: process.env.TERSE !== undefined,
  pkce: { required: () => true },
  cookies: { keys: ['a key for tests alone'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_ctx, login) => ({
    accountId: login,
    claims: () => ({
      sub: login,
      email: login,
      email_verified: !login.startsWith('unverified'),
      name: login.split('@')[0] ?? login,
    }),
  }),
})

createServer(provider.callback()).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
process.once('disconnect', () => process.exit(0))
