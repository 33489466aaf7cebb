import { newId } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import { getOrder } from '../queries/get-order.ts'
import { listMyOrders } from '../queries/list-my-orders.ts'
import { claimOrder } from './claim-order.ts'
import { claimOrders } from './claim-orders.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop()
})
afterAll(() => shop.close())

async function guestOrder(email: string) {
  const { number, token = '' } = answered(
    await shop.buy(await shop.cartWith(await shop.newGoods(1, 5)), 1_800, { email }),
  ).order
  return { number, token }
}

const newEmail = () => `${newId()}@example.com`

describe('an order of a guest', () => {
  test('is handed to who holds its token, and opens without it from then on', async () => {
    const [user, order] = [await shop.newUser(), await guestOrder(newEmail())]
    const { number } = order

    const claimed = answered(await shop.call(claimOrder, order, user))

    expect(claimed.number).toBe(number)
    expect(answered(await shop.call(getOrder, { number }, user))).toEqual(claimed)
    expect(await shop.call(claimOrder, order, user), 'again').toEqual(claimed)
    expect(answered(await shop.call(getOrder, order)), 'the link of the mail still leads there').toEqual(claimed)
  })

  test('is not handed over without its token, to another account, or before the address is confirmed', async () => {
    const [user, other] = [await shop.newUser(), await shop.newUser()]
    const stranger = await shop.newUser({ isVerified: false })
    const order = await guestOrder(newEmail())
    const { number } = order

    expect(codeOf(await shop.call(claimOrder, { number }, user))).toBe('unknown_order')
    expect(codeOf(await shop.call(claimOrder, { number, token: 'wrong' }, user))).toBe('unknown_order')
    expect(codeOf(await shop.call(claimOrder, order, stranger))).toBe('email_unverified')
    answered(await shop.call(claimOrder, order, user))
    expect(codeOf(await shop.call(claimOrder, order, other))).toBe('order_claimed')
    expect(codeOf(await shop.call(getOrder, { number }, other))).toBe('unknown_order')
  })

  test('claimed by two accounts at once goes to one of them', async () => {
    const users = [await shop.newUser(), await shop.newUser()]
    const order = await guestOrder(newEmail())

    const answers = await Promise.all(users.map((user) => shop.call(claimOrder, order, user)))

    expect(answers.map(codeOf).toSorted()).toEqual(['not refused', 'order_claimed'])
  })
})

describe('who shows that an address is theirs', () => {
  /** What accounts publishes when the link of its mail was followed. */
  const verified = async (userId: string) => {
    await shop.runtime.databaseOf('accounts').web`
      insert into kernel.event (id, name, key, payload, trace_id)
      values (${newId()}, 'accounts.email.verified.v1', ${userId}, ${JSON.stringify({ userId })}::text::jsonb, 'test')`
    await shop.settled()
  }
  const numbersOf = async (user: Awaited<ReturnType<WholeShop['newUser']>>) =>
    answered(await shop.call(listMyOrders, listMyOrders.input.parse({}), user)).items.map(({ number }) => number)

  test('has the orders that were placed with it as a guest, however it was written, and no others', async () => {
    const email = newEmail()
    const orders = [await guestOrder(email), await guestOrder(email.toUpperCase())]
    await guestOrder(newEmail())
    const user = await shop.newUser({ email })

    await verified(user.caller.id)
    await verified(user.caller.id)

    await expect.poll(() => numbersOf(user)).toEqual(orders.map(({ number }) => number).toReversed())
  })

  test('does not get what belongs to another account, nor anything before', async () => {
    const email = newEmail()
    const [owner, later] = [await shop.newUser(), await shop.newUser({ email, isVerified: false })]
    const order = await guestOrder(email)
    answered(await shop.call(claimOrder, order, owner))
    const free = await guestOrder(email)

    await verified(later.caller.id)

    expect(await numbersOf(later)).toEqual([])
    expect(answered(await shop.call(claimOrders, claimOrders.input.parse({ userId: later.caller.id, email })))).toEqual(
      {
        claimed: 1,
      },
    )
    expect(await numbersOf(later)).toEqual([free.number])
    expect(await numbersOf(owner)).toEqual([order.number])
  })
})
