import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { payWith } from './bank-page.ts'
import { newVisitor, openBrowser, type Visitor } from './browser.ts'
import { answerOf, newBuyer, newStaff } from './buyer.ts'
import { type OpenShop, openShop, staffKey } from './open-shop.ts'
import { bankPageOf, fillCart, home, newEmail } from './purchase.ts'

let shop: OpenShop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const visitors: Visitor[] = []
afterEach(async () => {
  for (const { complaints, close } of visitors.splice(0)) {
    await close()
    expect(complaints).toEqual([])
  }
})

async function visit(): Promise<Page> {
  const visitor = await newVisitor(browser, { width: 1280, script: true })
  visitors.push(visitor)
  return visitor.page
}

/** What the page is told over its connections for live updates. */
function heardBy(page: Page): readonly { readonly type: string; readonly topic?: string; readonly kind?: string }[] {
  const heard: { type: string }[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(JSON.parse(String(payload)))))
  return heard
}

/** Notes on the page that it was never loaded anew. */
const mark = (page: Page) => page.evaluate('void (window.untouched = true)')
const isUntouched = (page: Page) => page.evaluate('window.untouched === true')

const badge = (page: Page, pieces: string) => page.getByRole('link', { name: new RegExp(`^Cart\\s*, ${pieces}$`) })

async function add(page: Page, expected: string): Promise<void> {
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await badge(page, expected).waitFor()
}

async function cookiesOf(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name === 'merx_cart')
}

test('the cart follows what is put into it in another tab and on another device', async () => {
  const tab = await visit()
  const sameBrowser = await tab.context().newPage()
  await tab.goto(`${shop.url}/products/aster-vase`)
  await sameBrowser.goto(shop.url)
  await sameBrowser.getByRole('link', { name: 'Cart', exact: true }).waitFor()
  await mark(sameBrowser)

  await add(tab, '1 piece')
  await badge(sameBrowser, '1 piece').waitFor()

  const device = await visit()
  const heard = heardBy(device)
  await device.context().addCookies(await cookiesOf(tab.context()))
  await device.goto(`${shop.url}/cart`)
  await badge(device, '1 piece').waitFor()
  await expect.poll(() => heard).toMatchObject([{ type: 'joined', topic: 'cart' }])
  await mark(device)

  await add(tab, '2 pieces')
  await badge(device, '2 pieces').waitFor()
  await badge(sameBrowser, '2 pieces').waitFor()
  expect(heard.filter(({ type }) => type === 'event')).toMatchObject([{ topic: 'cart', kind: 'changed' }])
  // the page of the cart shows the same as its badge
  await expect.poll(() => device.getByLabel('Quantity').first().inputValue()).toBe('2')

  await device.goto(`${shop.url}/products/aster-vase`)
  await add(device, '3 pieces')
  await badge(sameBrowser, '3 pieces').waitFor()
  expect(await isUntouched(sameBrowser)).toBe(true)
}, 60_000)

test('what somebody else buys is seen on the page of the product', async () => {
  const buyer = newBuyer(shop.url)
  const staff = newStaff(shop.url, staffKey)
  const { variants } = answerOf(await buyer.call('catalog.get-product', { slug: 'aster-vase' }))
  const variant = variants.find(({ availability }) => availability === 'in_stock')
  if (!variant) throw new Error('There is no vase to be had')
  const { levels } = answerOf(await staff.call('inventory.get-stock', { variantId: variant.id }))
  const left = levels.reduce((sum, { available }) => sum + available, 0)

  const page = await visit()
  const heard = heardBy(page)
  await page.goto(`${shop.url}/products/aster-vase?variant=${encodeURIComponent(variant.sku)}`)
  await page.getByText('In stock, sent within two working days.').waitFor()
  // the page follows every variant that can be chosen
  // each is opened by itself, so in no order
  await expect
    .poll(() => heard.flatMap(({ type, topic }) => (type === 'joined' ? [topic] : [])).toSorted())
    .toEqual(variants.map(({ id }) => `stock:${id}`).toSorted())
  await mark(page)

  answerOf(await buyer.call('cart.add-item', { variantId: variant.id, quantity: left }))
  const { country, region, postalCode } = home
  const { items } = answerOf(await buyer.call('cart.list-shipping-options', { country, region, postalCode }))
  const [option] = items
  if (!option) throw new Error('Nothing is shipped to New York')
  answerOf(
    await buyer.call('ordering.checkout', {
      email: newEmail(),
      shippingAddress: home,
      shippingOptionId: option.id,
      payment: { provider: 'sandbox' },
      expectedTotal: option.total,
    }),
  )

  await page.getByText('None left at the moment.').waitFor()
  await page.getByRole('button', { name: 'Sold out' }).waitFor()
  const restock = { variantId: variant.id, location: 'main', delta: 500, reason: 'a delivery' }
  answerOf(await staff.call('inventory.adjust-stock', restock))
  await page.getByRole('button', { name: 'Add to cart' }).waitFor()
  expect(await isUntouched(page)).toBe(true)
}, 60_000)

test('the page of an order shows that it was paid', async () => {
  const buyer = newBuyer(shop.url, 'cookie')
  const { checkout } = await fillCart(buyer, newEmail(), 1)
  const { order, payment } = answerOf(await buyer.call('ordering.checkout', checkout))
  const page = await visit()
  const heard = heardBy(page)
  await page.context().addCookies([...buyer.tokens].map(([name, value]) => ({ name, value, url: shop.url })))
  await page.goto(`${shop.url}/orders/${order.number}?token=${order.token}`)
  const topic = `order:${order.number}`
  await expect.poll(() => heard).toContainEqual({ type: 'joined', topic, resumed: false })
  await mark(page)

  await payWith(bankPageOf({ payment }), 'accepted')

  await expect.poll(() => heard.filter((one) => one.topic === topic).map(({ kind }) => kind)).toContain('paid')
  await page.getByRole('heading', { level: 1, name: 'Thank you for your order.' }).waitFor()
  expect(await isUntouched(page)).toBe(true)
}, 60_000)
