import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBank } from '@merx/bank'
import type { PaymentProvider } from '@merx/payments'
import { sandbox } from '@merx/sandbox'

/** Where the development server has the bank. */
export const bankPath = '/dev/bank'

/** The sandbox bank in a corner of the development server, and the shop's provider for it; the two talk over HTTP. */
export type Bank = { readonly plugin: ReturnType<typeof createBank>; readonly provider: PaymentProvider }

export type BankPlace = { readonly data: string; readonly publicUrl: string; readonly port: number }

export async function openBank({ data, publicUrl, port }: BankPlace): Promise<Bank> {
  const secret = await keptSecret(join(data, 'bank.secret'))
  const here = `http://127.0.0.1:${port}`
  return {
    plugin: createBank({
      apiKey: secret,
      secret,
      publicUrl: `${publicUrl}${bankPath}`,
      databaseFile: join(data, 'bank.sqlite'),
    }),
    provider: sandbox({
      url: `${here}${bankPath}`,
      apiKey: secret,
      webhookSecret: secret,
      webhookUrl: `${here}/api/v1/payments/webhooks/sandbox`,
    }),
  }
}

const secretLength = 32

/** A secret made at the first start; payments that are open across a restart must still be understood. */
async function keptSecret(file: string): Promise<string> {
  try {
    // fails where the file is there already, so that two starts in the same instant agree on one
    await writeFile(file, randomBytes(secretLength).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const secret = await readFile(file, 'utf8')
  if (secret.length < secretLength) throw new Error(`${file} is not whole: remove it, and a new one is made`)
  return secret
}
