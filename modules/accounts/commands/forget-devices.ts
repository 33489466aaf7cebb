import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { forgetTrustedDevices } from '../data/trusted-devices.ts'

export const forgetDevices = command({
  name: 'accounts.forget-devices',
  summary: 'Has every browser asked for the second factor again.',
  rest: 'DELETE /account/second-factor/devices',
  access: signedIn,
  audited: true,
  input: z.object({}),
  output: z.object({}),
  refuses: { no_account: 403 },
  async run(ctx) {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    await forgetTrustedDevices(ctx.sql, userId)
    return {}
  },
})
