import { join } from 'node:path'
import { createBank } from '@merx/bank'
import type { PaymentProvider } from '@merx/payments'
import { sandbox } from '@merx/sandbox'
import { keptSecret } from './kept-secret.ts'

/** Where the development server has the bank. */
export const bankPath = '/dev/bank'

/** The sandbox bank in a corner of the development server, and the shop's provider for it; the two talk over HTTP. */
export type Bank = {
  /** Absent where the bank is a program of its own. */
  readonly plugin: ReturnType<typeof createBank> | undefined
  readonly provider: PaymentProvider
}

export type BankPlace = {
  readonly data: string
  readonly publicUrl: string
  /** Where the shop's processes reach the one that has the bank, and the bank reaches the shop. */
  readonly door: string
  /** Of a bank that is a program of its own. */
  readonly url: string | undefined
}

export async function openBank({ data, publicUrl, door, url }: BankPlace): Promise<Bank> {
  const secret = await keptSecret(join(data, 'bank.secret'))
  return {
    plugin: url
      ? undefined
      : createBank({
          apiKey: secret,
          secret,
          publicUrl: `${publicUrl}${bankPath}`,
          databaseFile: join(data, 'bank.sqlite'),
        }),
    provider: sandbox({
      url: url ?? `${door}${bankPath}`,
      apiKey: secret,
      webhookSecret: secret,
      webhookUrl: `${door}/api/v1/payments/webhooks/sandbox`,
    }),
  }
}
