import { randomBytes } from 'node:crypto'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBank } from '@merx/bank'
import type { PaymentProvider } from '@merx/payments'
import { sandbox } from '@merx/sandbox'

/** Where the development server has the bank. */
export const bankPath = '/dev/bank'

/** The sandbox bank in a corner of the development server, and the shop's provider for it; the two talk over HTTP. */
export type Bank = { readonly plugin: ReturnType<typeof createBank>; readonly provider: PaymentProvider }

/** `door` is where the shop's processes reach the one that has the bank. */
export type BankPlace = { readonly data: string; readonly publicUrl: string; readonly door: string }

export async function openBank({ data, publicUrl, door }: BankPlace): Promise<Bank> {
  const secret = await keptSecret(join(data, 'bank.secret'))
  return {
    plugin: createBank({
      apiKey: secret,
      secret,
      publicUrl: `${publicUrl}${bankPath}`,
      databaseFile: join(data, 'bank.sqlite'),
    }),
    provider: sandbox({
      url: `${door}${bankPath}`,
      apiKey: secret,
      webhookSecret: secret,
      webhookUrl: `${door}/api/v1/payments/webhooks/sandbox`,
    }),
  }
}

const secretLength = 32

/** A secret made at the first start; payments that are open across a restart must still be understood. */
async function keptSecret(file: string): Promise<string> {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, randomBytes(secretLength).toString('base64url'), { mode: 0o600 })
  try {
    // fails where the file is there already, and is whole when it is: starts in the same instant agree on one
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
  return readFile(file, 'utf8')
}
