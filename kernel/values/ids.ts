import { randomBytes } from 'node:crypto'

/** Hex digits of randomness that one id takes; of the first, two bits. */
const digits = 19
/** The digit that says how a UUID is laid out has two bits of its own. */
const variants = ['8', '9', 'a', 'b']
let random = ''
let used = 0
let lastTime = -1
let timePart = ''

/** A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then random, so that new rows lie together in an index. */
export function newId(now: number = Date.now()): string {
  if (used === random.length) {
    random = randomBytes((digits * 256) / 2).toString('hex')
    used = 0
  }
  if (now !== lastTime) {
    const time = now.toString(16).padStart(12, '0')
    timePart = `${time.slice(0, 8)}-${time.slice(8)}-7`
    lastTime = now
  }
  const from = used
  used += digits
  const variant = variants[Number.parseInt(random.charAt(from), 16) & 3]
  return `${timePart}${random.slice(from + 1, from + 4)}-${variant}${random.slice(from + 4, from + 7)}-${random.slice(from + 7, from + digits)}`
}

/** A secret that a caller keeps: 256 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}
