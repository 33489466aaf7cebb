import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { renderSVG } from 'uqr'
import { z } from 'zod'
import { findContact } from '../data/accounts.ts'
import { putUnconfirmedTotp } from '../data/totp.ts'
import { freshAccount } from '../fresh-session.ts'
import { sealSecret } from '../second-factor/sealed-secret.ts'
import { newTotpSecret, totpAddress } from '../second-factor/totp.ts'
import { accountsSettings } from '../settings.ts'

export const beginTotp = command({
  name: 'accounts.begin-totp',
  summary:
    'Begins a second factor by an authenticator app: what it reads, as a picture and to be typed. It is asked for once a code of it has confirmed it.',
  rest: 'POST /account/second-factor/totp',
  access: signedIn,
  audited: true,
  input: z.object({}),
  output: z
    .object({
      secret: z.string().describe('Base32, for apps without a camera'),
      address: z.string().describe('`otpauth://`'),
      picture: z.string().describe('The address as a QR code, an SVG'),
    })
    .meta({ id: 'TotpOffer' }),
  refuses: { no_account: 403, log_in_again: 403, second_factor_in_use: 409 },
  async run(ctx) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    const secret = newTotpSecret()
    const sealed = sealSecret(ctx, secret)
    if (!(await putUnconfirmedTotp(ctx.sql, { accountId: userId, sealed, at: ctx.now() })))
      return refuse('second_factor_in_use', {
        detail: 'You have a second factor already: remove it before you set up another.',
      })
    const contact = await findContact(ctx.sql, userId)
    const address = totpAddress(secret, {
      shop: ctx.seam(accountsSettings).MERX_SHOP_NAME,
      account: contact?.email ?? userId,
    })
    return { secret, address, picture: renderSVG(address) }
  },
})
