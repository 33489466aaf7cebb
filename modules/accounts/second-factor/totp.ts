import { Secret, TOTP } from 'otpauth'

/** Seconds for which a code is shown, and its digits: what authenticator apps take for granted (RFC 6238). */
const period = 30

const codeDigits = 6

/** 160 bits, as RFC 4226 recommends, in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** What an authenticator app reads from the picture: shop and account are what it shows beside the code. */
export function totpAddress(secret: string, shown: { readonly shop: string; readonly account: string }): string {
  return totpOf(secret, { issuer: shown.shop, label: shown.account }).toString()
}

/**
 * The step of time that a code belongs to, where it is one of now, the step before or the one after: clocks differ, and people type slowly.
 * Who takes a code keeps its step and takes none of it or before it again (RFC 6238, 5.2).
 */
export function stepOfCode(secret: string, code: string, at: Date): number | undefined {
  // the library throws where a code has as many characters and more bytes
  if (!/^\d{6}$/.test(code)) return undefined
  const distance = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: 1 })
  return distance === null ? undefined : Math.floor(at.getTime() / 1_000 / period) + distance
}

/** For tests and for people without a camera: the code of a moment. */
export function codeAt(secret: string, at: Date): string {
  return totpOf(secret).generate({ timestamp: at.getTime() })
}

function totpOf(secret: string, shown: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...shown, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: codeDigits, period })
}
