import { createHash } from 'node:crypto'

/** Derived from what caused the message, hashed because not every character of a key may stand in a Message-ID (RFC 5322). */
export function messageIdFor(dedupeKey: string, sender: string): string {
  const left = createHash('sha256').update(dedupeKey).digest('hex').slice(0, 40)
  return `${left}@${partsOf(sender).domain}`
}

/** `Noirel <orders@noirel.example>`; a bare address is its own name. */
export function partsOf(sender: string): { readonly name: string; readonly domain: string } {
  const [, name, address = sender] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(sender) ?? []
  return { name: name || address, domain: address.slice(address.lastIndexOf('@') + 1) }
}
