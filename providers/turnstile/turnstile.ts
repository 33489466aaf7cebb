import { type BotCheck, BotCheckUnavailable, type BotVerdict, type ShownToken } from '@merx/accounts'
import { newId } from '@merx/kernel'
import { z } from 'zod'

export type TurnstileOptions = {
  readonly siteKey: string
  readonly secretKey: string
  /** Names of the hosts whose pages show the widget; a token from another page is no good. */
  readonly hosts: readonly string[]
  /** Cloudflare's own, unless told. */
  readonly endpoint?: string
}

const cloudflare = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'

/** Milliseconds for all tries together: somebody waits for it. */
const patience = 4_000

const tries = 2

/** Longer ones are none (https://developers.cloudflare.com/turnstile/get-started/server-side-validation/). */
const longestToken = 2_048

const Answer = z.object({
  success: z.boolean(),
  'error-codes': z.array(z.string()).default([]),
  hostname: z.string().optional(),
  action: z.string().optional(),
})

type Answer = z.output<typeof Answer>

/** What Cloudflare says of the token, and what of the shop: a wrong secret is a fault of ours and not of whoever logs in. */
const aboutTheToken: readonly string[] = ['missing-input-response', 'invalid-input-response', 'timeout-or-duplicate']

/** Test keys answer for any host and name no action. */
const testKey = /^[123]x0{10,}/

export function turnstile({ siteKey, secretKey, hosts, endpoint = cloudflare }: TurnstileOptions): BotCheck {
  const isTest = testKey.test(secretKey)

  const ask = async (shown: ShownToken): Promise<Answer> => {
    const deadline = AbortSignal.timeout(patience)
    // the same token is judged once: a second try of the same question must say that it is one
    const question = {
      secret: secretKey,
      response: shown.token,
      idempotency_key: newId(),
      ...(shown.address === undefined ? {} : { remoteip: shown.address }),
    }
    let last: unknown
    for (let attempt = 0; attempt < tries; attempt += 1) {
      try {
        return await askOnce(endpoint, question, deadline)
      } catch (error) {
        last = error
      }
    }
    throw new BotCheckUnavailable('Turnstile does not answer', { cause: last })
  }

  const judge = (answer: Answer, { action }: ShownToken): BotVerdict => {
    const codes = answer['error-codes']
    if (codes.some((code) => !aboutTheToken.includes(code)))
      throw new BotCheckUnavailable(`Turnstile does not know the shop: ${codes.join(', ')}`)
    if (!answer.success) return 'program'
    if (isTest) return 'person'
    return answer.action === action && hosts.includes(answer.hostname ?? '') ? 'person' : 'program'
  }

  return {
    siteKey,
    verify: async (shown) =>
      shown.token === '' || shown.token.length > longestToken ? 'program' : judge(await ask(shown), shown),
  }
}

async function askOnce(endpoint: string, question: unknown, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal,
  })
  const answer = Answer.parse(await response.json())
  if (response.status >= 500 || answer['error-codes'].includes('internal-error'))
    throw new Error(`Turnstile answers ${response.status}`)
  return answer
}
