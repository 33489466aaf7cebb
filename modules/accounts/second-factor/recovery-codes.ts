import { createHash, randomInt } from 'node:crypto'

/** How many there are at a time. */
const recoveryCodeCount = 10

// without i, l, o and u, which are read for others or make words (Crockford's base 32)
const letters = '0123456789abcdefghjkmnpqrstvwxyz'

/** Codes of 80 bits, `xxxx-xxxx-xxxx-xxxx`: nobody guesses one, so that a plain hash keeps it safe. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: recoveryCodeCount }, () => Array.from({ length: 4 }, group).join('-'))
}

function group(): string {
  return Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
}

/** What is kept of a code. It may be typed in capitals, with other separators or none. */
export function hashOfRecoveryCode(typed: string): Buffer {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
  return createHash('sha256').update(plain).digest()
}
