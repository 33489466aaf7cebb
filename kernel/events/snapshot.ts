type Snapshot = { readonly xmax: bigint; readonly running: number }

/**
 * Whether one snapshot (`xmin:xmax:running,...`) was taken after the other and shows more. Of two snapshots of one server the later has
 * the higher xmax, or the same with fewer transactions still running below it.
 */
export function isNewer(snapshot: string, than: string): boolean {
  const one = parse(snapshot)
  const other = parse(than)
  return one.xmax > other.xmax || (one.xmax === other.xmax && one.running < other.running)
}

function parse(text: string): Snapshot {
  const [, xmax, running] = text.split(':')
  if (xmax === undefined || running === undefined) throw new Error(`'${text}' is no snapshot`)
  return { xmax: BigInt(xmax), running: running === '' ? 0 : running.split(',').length }
}
