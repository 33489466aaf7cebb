import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * What counts as one caller: an address, of IPv6 the network of 64 bits that one household or machine is given whole. A connection that is
 * gone has none, and a proxy may say anything.
 */
export function callerAt(address: string | undefined): string {
  if (address === undefined) return ''
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
  if (isIPv4(caller)) return own4.check(caller, 'ipv4')
  const network = caller.replace(/\/64$/, '')
  return isIPv6(network) && own6.check(network, 'ipv6')
}

// apart, as an address of one kind is looked for among those of the other too
const own4 = new BlockList()
own4.addSubnet('127.0.0.0', 8, 'ipv4')
own4.addSubnet('10.0.0.0', 8, 'ipv4')
own4.addSubnet('172.16.0.0', 12, 'ipv4')
own4.addSubnet('192.168.0.0', 16, 'ipv4')
own4.addSubnet('169.254.0.0', 16, 'ipv4')
// between the machines of one provider (RFC 6598)
own4.addSubnet('100.64.0.0', 10, 'ipv4')

const own6 = new BlockList()
own6.addSubnet('::', 64, 'ipv6')
own6.addSubnet('fc00::', 7, 'ipv6')
own6.addSubnet('fe80::', 10, 'ipv6')

function groups(part: string): readonly string[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16).toString(16))
}
