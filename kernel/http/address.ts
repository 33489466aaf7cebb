import { isIPv6 } from 'node:net'

/**
 * What counts as one caller: an address, of IPv6 the network of 64 bits that one household or machine is given whole. A connection that is
 * gone has none, and a proxy may say anything.
 */
export function callerAt(address: string | undefined): string {
  if (address === undefined) return ''
  if (!address.includes(':')) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [plain = ''] = address.split('%', 1)
  if (!isIPv6(plain)) return address
  const [before = '', after] = plain.split('::')
  const start = groups(before)
  const end = groups(after ?? '')
  const zeros = after === undefined ? [] : Array.from({ length: 8 - start.length - end.length }, () => '0')
  return `${[...start, ...zeros, ...end].slice(0, 4).join(':')}::/64`
}

/**
 * Whether an address is of this machine or its own network. Such a caller is a tool of the shop, or a proxy that `MERX_TRUST_PROXY` does not
 * name: then it stands for everybody.
 */
export function isOwnNetwork(caller: string): boolean {
  return ownNetworks.test(caller)
}

// private and link-local networks, this machine, and what lies between the machines of one provider (RFC 1918, 3927, 4193, 4291, 6598)
const ownNetworks = new RegExp(
  [
    '127\\.|10\\.|192\\.168\\.|169\\.254\\.',
    '172\\.(1[6-9]|2\\d|3[01])\\.',
    '100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.',
    '0:0:0:0::',
    'f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:',
  ]
    .map((network) => `^(${network})`)
    .join('|'),
)

function groups(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16).toString(16))
}
