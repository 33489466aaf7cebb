import { createHmac, timingSafeEqual } from 'node:crypto'

const toleratedSeconds = 5 * 60

/** Checks `Bank-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", hex>`: made with the secret, and not long ago. */
export function isSigned(
  { body, header, now }: { readonly body: string; readonly header: string | undefined; readonly now: Date },
  secret: string,
): boolean {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (seconds === undefined || given === undefined) return false
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > toleratedSeconds) return false
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}
