import { accountsModule } from '@merx/accounts'
import { addItem, cartModule } from '@merx/cart'
import { catalogModule, saveProducts } from '@merx/catalog'
import { createLocation, getStock, inventoryModule, setStock } from '@merx/inventory'
import { isRefused, newId, provide, type Refusal } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { notificationsModule } from '@merx/notifications'
import { checkout, orderingModule } from '@merx/ordering'
import { cashOnDelivery, paymentProviders, paymentsModule } from '@merx/payments'
import { createMarket, pricingModule, setPrices, setTaxRates } from '@merx/pricing'
import { ShippingMethodId, ShippingZoneId, saveZone, shippingModule } from '@merx/shipping'
import { type Bank, openBank } from './bank-in-memory.ts'

export const standardShipping = ShippingMethodId.parse(newId())

type VariantId = (typeof setPrices.input)['_output']['prices'][number]['variantId']

export type CheckoutInput = (typeof checkout.input)['_output']

export const shopModules = [
  accountsModule,
  catalogModule,
  pricingModule,
  inventoryModule,
  shippingModule,
  paymentsModule,
  notificationsModule,
  cartModule,
  orderingModule,
]

/** Whether each module has a database of its own: what is counted then is not what one database is asked. */
export function isApart(): boolean {
  return process.env.TEST_SHAPE === 'apart'
}

/** Every module of a purchase, between buyers and a bank. Prices are in USD without tax, 20 % are added, shipping is 5.00. */
export type WholeShop = TestShop & {
  readonly bank: Bank
  /** Variants at 10.00, each of a product of its own, in one place. */
  newGoods(count: number, onHand: number): Promise<readonly VariantId[]>
  setPrice(variantIds: readonly VariantId[], amount: number): Promise<void>
  /** Somebody who is signed in: what each call of theirs shows. */
  newUser(account?: { readonly email?: string; readonly isVerified?: boolean }): Promise<SignedIn>
  /** A new cart with one of each; returns its token. */
  cartWith(variantIds: readonly VariantId[]): Promise<string>
  /** Checks a cart out, for a total of that many minor units. */
  buy(cartToken: string, total: number, change?: Partial<CheckoutInput>): ReturnType<typeof buyAt>
  /** The tries to pay an order, oldest first. */
  paymentsOf(number: string): Promise<readonly string[]>
  stockOf(variantId: VariantId): Promise<{ readonly onHand: number; readonly reserved: number }>
}

export async function openWholeShop(
  options: { readonly clock?: boolean; readonly now?: Date; readonly webConnections?: number } = {},
): Promise<WholeShop> {
  const bank = openBank()
  const shop = await createTestShop({
    modules: shopModules,
    provisions: [provide(paymentProviders, [bank.provider, cashOnDelivery])],
    environment: { MERX_PUBLIC_URL: 'https://shop.example' },
    ...options,
  })
  await furnish(shop)
  return {
    ...shop,
    bank,
    newGoods: (count, onHand) => newGoods(shop, count, onHand),
    setPrice: (variantIds, amount) => setPrice(shop, variantIds, amount),
    newUser: (account) => newUser(shop, account),
    cartWith: (variantIds) => cartWith(shop, variantIds),
    buy: (cartToken, total, change) => buyAt(shop, cartToken, { ...purchase(total), ...change }),
    paymentsOf: async (number) => {
      const rows = await shop.runtime.databaseOf('ordering').web<{ id: string }[]>`
        select payment.payment_id as id from ordering.order_payment payment
        join ordering.order placed on placed.id = payment.order_id
        where placed.number = ${number.slice(2)} order by payment.attempt`
      return rows.map(({ id }) => id)
    },
    stockOf: async (variantId) => {
      const { levels } = answered(await shop.call(getStock, { variantId }))
      const sum = (name: 'onHand' | 'reserved') => levels.reduce((all, level) => all + level[name], 0)
      return { onHand: sum('onHand'), reserved: sum('reserved') }
    },
  }
}

/** The frame of a user's calls. */
export type SignedIn = {
  readonly caller: { readonly kind: 'user'; readonly id: string }
  readonly issued: Map<'cart' | 'order', string>
}

async function newUser(
  shop: TestShop,
  { email = `${newId()}@example.com`, isVerified = true }: Parameters<WholeShop['newUser']>[0] = {},
): Promise<SignedIn> {
  const id = newId()
  await shop.runtime.databaseOf('accounts').web`
    insert into accounts.account (id, email, email_verified_at, locale, created_at)
    values (${id}, ${email}, ${isVerified ? new Date() : null}, 'en', now())`
  return { caller: { kind: 'user', id }, issued: new Map() }
}

async function furnish(shop: TestShop): Promise<void> {
  const [name, countries, languages] = ['US', ['US'], ['en']]
  await shop.call(createMarket, {
    code: 'us',
    name,
    countries,
    languages,
    currency: 'USD',
    taxMode: 'exclusive',
    isDefault: true,
  })
  await shop.call(setTaxRates, {
    country: 'US',
    rates: [{ taxCategory: 'standard', name: 'Sales tax', rate: 200_000 }],
  })
  await shop.call(saveZone, {
    id: ShippingZoneId.parse(newId()),
    name: 'US',
    places: [{ country: 'US' }],
    methods: [
      {
        id: standardShipping,
        name: 'Standard',
        description: '',
        taxCategory: 'standard',
        basis: 'flat',
        minDays: 2,
        maxDays: 4,
        rates: [{ currency: 'USD', threshold: 0, amount: 500 }],
        freeAbove: [],
      },
    ],
  })
  await shop.call(createLocation, { code: 'main', name: 'Main', priority: 0 })
}

async function newGoods(shop: TestShop, count: number, onHand: number): Promise<readonly VariantId[]> {
  const products = Array.from({ length: count }, (_, index) => {
    const externalKey = newId()
    return { externalKey, name: `Lamp ${index + 1}`, variants: [{ sku: `SKU-${externalKey}`, weight: 200 }] }
  })
  const { items } = answered(await shop.call(saveProducts, saveProducts.input.parse({ products })))
  const variantIds = items.flatMap(({ variants }) => variants.map(({ id }) => id))
  await setPrice(shop, variantIds, 1_000)
  const counts = variantIds.map((variantId) => ({ variantId, location: 'main', onHand, reason: 'opening' }))
  answered(await shop.call(setStock, { counts }))
  return variantIds
}

async function setPrice(shop: TestShop, variantIds: readonly VariantId[], amount: number): Promise<void> {
  answered(await shop.call(setPrices, { prices: variantIds.map((variantId) => ({ market: 'us', variantId, amount })) }))
}

async function cartWith(shop: TestShop, variantIds: readonly VariantId[]): Promise<string> {
  let token = 'new'
  for (const variantId of variantIds) {
    const cart = answered(await shop.call(addItem, { variantId, quantity: 1 }, { credentials: { cart: token } }))
    token = cart.token ?? token
  }
  return token
}

export function purchase(total: number): CheckoutInput {
  return {
    email: 'ada@example.com',
    shippingAddress: {
      name: 'Ada Lovelace',
      line1: '1 Analytical Row',
      city: 'New York',
      region: 'NY',
      postalCode: '10001',
      country: 'US',
    },
    shippingOptionId: standardShipping,
    payment: { provider: 'bank' },
    expectedTotal: { amount: total, currency: 'USD' },
  }
}

function buyAt(shop: TestShop, cartToken: string, input: CheckoutInput) {
  return shop.call(checkout, input, { credentials: { cart: cartToken }, issued: new Map() })
}

/** The output of a call that the test expects to succeed. */
export function answered<T>(answer: T): Exclude<T, Refusal> {
  if (isRefused(answer)) throw new Error(`refused: ${answer.code} ${JSON.stringify(answer.data)}`)
  return answer as Exclude<T, Refusal>
}

/** The code of a call that the test expects to be refused. */
export function codeOf(answer: unknown): string {
  return isRefused(answer) ? answer.code : 'not refused'
}
