import { isRefused, PersonalRecords, personalRecords, query, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'

export const exportMyData = query({
  name: 'accounts.export-my-data',
  summary: 'Gives people everything that the shop keeps about them, of all its parts.',
  rest: 'GET /account/data',
  access: signedIn,
  input: z.object({}),
  output: PersonalRecords,
  refuses: { no_account: 403 },
  run: async (ctx) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const parts = await Promise.all(ctx.seam(personalRecords).map((records) => ctx.call(records, { userId })))
    return { records: parts.flatMap(({ records }) => records) }
  },
})
