/** The bank's test cards by what becomes of them. */
export const cards = {
  accepted: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  withoutFunds: '4000 0000 0000 9995',
  confirmed: '4000 0025 0000 3155',
} as const

/** Where the bank sends the buyer's browser after a form. */
type Sent = { readonly status: number; readonly location: string }

/** Types a card into the bank's page, as a browser would without script. */
export function payWith(page: string, card: keyof typeof cards): Promise<Sent> {
  return submit(page, { number: cards[card], expiry: '12/39', cvc: '123' })
}

/** Answers the question of 3-D Secure. */
export function answerChallenge(page: string, answer: 'approve' | 'refuse'): Promise<Sent> {
  return submit(page, { answer })
}

async function submit(page: string, fields: Readonly<Record<string, string>>): Promise<Sent> {
  const answer = await fetch(page, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  await answer.body?.cancel()
  return { status: answer.status, location: new URL(answer.headers.get('location') ?? '', page).href }
}
