import { type Api, createClient, httpTransport } from '@merx/client'

/** Pieces that each variant gets: a bench must not end with empty shelves. */
const pieces = 1_000_000

/** Fills the shelves of a shop over HTTP, whatever its shape; returns its goods, a line `slug<TAB>variant` each. */
export async function stockUp(url: string, staffKey: string): Promise<string> {
  const client = createClient<Api>({
    transport: httpTransport({ baseUrl: url, headers: () => ({ authorization: `Bearer ${staffKey}` }) }),
  })
  const listed = await client.call('catalog.list-products', { limit: 96, inStock: true })
  if (!listed.ok) throw new Error(`The goods cannot be listed: ${listed.code}`)
  const lines: string[] = []
  for (const { slug } of listed.value.items) {
    const product = await client.call('catalog.get-product', { slug })
    const variantId = product.ok ? product.value.variants[0]?.id : undefined
    if (variantId === undefined) throw new Error(`${slug} has no variant`)
    const delivery = { variantId, location: 'main', delta: pieces, reason: 'bench' }
    const delivered = await client.call('inventory.adjust-stock', delivery)
    if (!delivered.ok) throw new Error(`The shelf of ${slug} cannot be filled: ${JSON.stringify(delivered.problem)}`)
    lines.push(`${slug}\t${variantId}`)
  }
  return lines.join('\n')
}
