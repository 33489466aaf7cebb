import { z } from 'zod'
import { payWith } from '../journeys/bank-page.ts'
import { answerOf, newBuyer } from '../journeys/buyer.ts'
import { bankPageOf, fillCart, newEmail, orderOnce } from '../journeys/purchase.ts'
import type { DescribedOperation, Description } from './description.ts'
import { type Known, knownFrom, nameFor, singular, type Told } from './known.ts'

/** How many things of each kind are looked at. */
const looks = 3

/** Looks round the shop as staff: at every list, then at what the lists name. */
export async function explore(url: string, { description, staffKey, told }: Exploring): Promise<Known> {
  const look = async ({ path }: DescribedOperation, address: string): Promise<Told> => {
    const answer = await fetch(`${url}/api/v1${address}`, { headers: { authorization: `Bearer ${staffKey}` } })
    const noun = singular(path.split('/').findLast((part) => /^[a-z-]+$/.test(part)) ?? '')
    return { noun, body: answer.ok ? await answer.json() : undefined }
  }
  const reads = description.operations.filter(({ method, path }) => method === 'GET' && path !== '/cart')
  const lists = reads.filter(({ path }) => !path.includes('{')).map((list) => look(list, list.path))
  let answers = [...told, ...(await Promise.all(lists))]
  // twice: a product names its variants, and a variant has a stock
  for (let round = 0; round < 2; round += 1) {
    const known = knownFrom(answers)
    const named = reads.flatMap((read) => addressesOf(read, known).map((address) => look(read, address)))
    answers = [...answers, ...(await Promise.all(named))]
  }
  return knownFrom(answers)
}

type Exploring = {
  readonly description: Description
  readonly staffKey: string
  /** What is known already. */
  readonly told: readonly Told[]
}

function addressesOf(operation: DescribedOperation, known: Known): readonly string[] {
  const [, parameter] = /\{(\w+)\}/.exec(operation.path) ?? []
  if (parameter === undefined) return []
  const values = known.get(nameFor(operation, parameter)).slice(0, looks)
  return values.map((value) => operation.path.replace(`{${parameter}}`, encodeURIComponent(String(value))))
}

const Token = z.string().min(1)

/** Buyers with what buyers have: carts, an order that is open, one that is paid. */
export async function trade(
  url: string,
): Promise<{ readonly carts: readonly string[]; readonly told: readonly Told[] }> {
  const buyers = [1, 2, 3, 4].map(() => newBuyer(url))
  const told: Told[] = []
  for (const [index, buyer] of buyers.entries()) {
    const { checkout } = await fillCart(buyer, newEmail(), 1)
    told.push({ noun: 'cart', body: answerOf(await buyer.call('cart.get-cart')) }, { noun: '', body: checkout })
    if (index > 1) continue
    const placed = answerOf(await buyer.call('ordering.checkout', checkout))
    told.push({ noun: 'order', body: placed })
    if (index > 0) continue
    await payWith(bankPageOf(placed), 'accepted')
    const { number, token } = placed.order
    await orderOnce(() => buyer.call('ordering.get-order', { number, token }), { orderStatus: 'confirmed' })
  }
  return { carts: buyers.map(({ tokens }) => Token.parse(tokens.get('merx-cart'))), told }
}
