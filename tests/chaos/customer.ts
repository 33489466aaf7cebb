import { setTimeout as wait } from 'node:timers/promises'
import { answerChallenge, payWith } from '../journeys/bank-page.ts'
import { type Buyer, newBuyer } from '../journeys/buyer.ts'
import type { Random } from './random.ts'

/** What customers saw, all in one book. */
export type Diary = {
  /** Orders that a customer was told of, by number. */
  readonly acknowledged: Set<string>
  /** How the shop answered, by operation and code. */
  readonly answers: Map<string, number>
  /** Answers that no customer should get. */
  readonly surprises: string[]
}

export type World = {
  readonly url: string
  readonly variantIds: readonly [string, ...string[]]
  readonly diary: Diary
  /** Whether a customer still waits for a shop that does not answer. */
  patient(): boolean
}

type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly problem: object }

/** Answers that a shop may give to a customer who does nothing wrong. */
const fair = ['ok', 'out_of_stock', 'cart_problems', 'total_changed', 'order_not_payable', 'order_not_cancellable']

/** Answers after which the same is sent again; so it is after any 503. */
const passing = ['unreachable', 'idempotency_key_in_progress']

const longestAnswer = 30_000

const home = {
  name: 'Ada Lovelace',
  line1: '1 Analytical Row',
  city: 'New York',
  region: 'NY',
  postalCode: '10001',
  country: 'US',
} as const

/** One visit: fills a cart, orders, and pays, or not. Whatever gets no answer is sent again, as people and their browsers do. */
export async function visit(world: World, random: Random, email: string): Promise<void> {
  const buyer = newBuyer(world.url)
  const ask = <Value>(what: string, call: () => Promise<Outcome<Value>>) => insist(world, { what, call, random })

  for (const variantId of chooseFrom(world.variantIds, random)) {
    await ask('add-item', () =>
      buyer.call('cart.add-item', { variantId, quantity: random.chance(0.2) ? 2 : 1 }, soon()),
    )
  }
  const { country, region, postalCode } = home
  const shipping = await ask('list-shipping-options', () =>
    buyer.call('cart.list-shipping-options', { country, region, postalCode }, soon()),
  )
  const [option] = shipping?.items ?? []
  if (!option) return
  const checkout = {
    email,
    shippingAddress: home,
    shippingOptionId: option.id,
    payment: { provider: random.chance(0.15) ? 'cash-on-delivery' : 'sandbox' },
    expectedTotal: option.total,
  }
  const key = random.chance(0.5) ? { idempotencyKey: `checkout-${email}` } : {}
  const send = () => ask('checkout', () => buyer.call('ordering.checkout', checkout, { ...soon(), ...key }))
  const placed = await send()
  if (!placed) return
  const { number, token = '' } = placed.order
  world.diary.acknowledged.add(number)
  if (random.chance(0.2)) {
    const again = await send()
    if (again && (again.order.number !== number || again.order.token !== token))
      world.diary.surprises.push(`the checkout of ${number} was answered with ${again.order.number} when sent again`)
  }
  const { next } = placed.payment
  if ('url' in next) await settle({ world, random, buyer, order: { number, token }, page: String(next.url) })
  const seen = await ask('get-order', () => buyer.call('ordering.get-order', { number, token }, soon()))
  if (seen && seen.number !== number) world.diary.surprises.push(`${number} was shown as ${seen.number}`)
}

type Settling = {
  readonly world: World
  readonly random: Random
  readonly buyer: Buyer
  readonly order: { readonly number: string; readonly token: string }
  readonly page: string
}

/** What a customer does who was sent to the bank. */
async function settle({ world, random, buyer, order, page }: Settling): Promise<void> {
  const ask = <Value>(what: string, call: () => Promise<Outcome<Value>>) => insist(world, { what, call, random })
  const cancel = () => ask('cancel-order', () => buyer.call('ordering.cancel-order', order, soon()))
  const plan = random.next()
  if (plan < 0.5) await payWith(page, 'accepted')
  else if (plan < 0.6) await answerChallenge((await payWith(page, 'confirmed')).location, 'approve')
  else if (plan < 0.7) {
    await wait(random.between(500, 5_000))
    await payWith(page, 'accepted')
  } else if (plan < 0.8) {
    await payWith(page, 'declined')
    const again = { ...order, payment: { provider: random.chance(0.2) ? 'cash-on-delivery' : 'sandbox' } }
    const key = random.chance(0.5) ? { idempotencyKey: `again-${order.number}` } : {}
    const started = await ask('retry-payment', () => buyer.call('ordering.retry-payment', again, { ...soon(), ...key }))
    if (started && 'url' in started.payment.next) await payWith(String(started.payment.next.url), 'accepted')
  } else if (plan < 0.85) await cancel()
  else if (plan < 0.9) await Promise.all([cancel(), payWith(page, 'accepted')])
  // the others walk away
}

type Question<Value> = {
  readonly what: string
  readonly call: () => Promise<Outcome<Value>>
  readonly random: Random
}

/** Asks until the shop answers; the value, or nothing where it refuses or the customer loses patience. */
async function insist<Value>(world: World, { what, call, random }: Question<Value>): Promise<Value | undefined> {
  const { diary } = world
  for (;;) {
    const outcome = await call().catch((error: unknown) => {
      diary.surprises.push(`${what} got no answer in ${longestAnswer / 1_000} s: ${error}`)
      return undefined
    })
    const code = outcome ? (outcome.ok ? 'ok' : outcome.code) : 'hung'
    diary.answers.set(`${what}: ${code}`, (diary.answers.get(`${what}: ${code}`) ?? 0) + 1)
    if (outcome?.ok) return outcome.value
    if (outcome && !passing.includes(code) && outcome.status !== 503) {
      if (!fair.includes(code)) diary.surprises.push(`${what} was answered: ${JSON.stringify(outcome.problem)}`)
      return undefined
    }
    if (!world.patient()) return undefined
    await wait(random.between(50, 250))
  }
}

function soon() {
  return { signal: AbortSignal.timeout(longestAnswer) }
}

function chooseFrom(variantIds: World['variantIds'], random: Random): readonly string[] {
  return Array.from({ length: 1 + Math.floor(random.between(0, 3)) }, () => random.pick(variantIds))
}
