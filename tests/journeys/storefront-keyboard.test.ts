import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { newVisitor, openBrowser, type Visitor } from './browser.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
let browser: Browser
let visitor: Visitor | undefined
/** What a test brings about on purpose. */
let expected: RegExp | undefined
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterEach(async () => {
  const complaints = visitor?.complaints.filter((complaint) => !expected?.test(complaint))
  expected = undefined
  await visitor?.close()
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

async function open(path: string, width = 1440): Promise<Page> {
  visitor = await newVisitor(browser, { width, script: true })
  await visitor.page.goto(shop.url + path, { waitUntil: 'networkidle' })
  return visitor.page
}

/** What has the focus, as it is read out. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    `(({ activeElement: it }) => it.getAttribute('aria-label') ?? it.innerText.trim().replaceAll(/\\s+/g, ' '))(document)`,
  )

const cartLink = (page: Page) => page.getByRole('banner').getByRole('link', { name: /^Cart/ })
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Cart' })

async function addVase(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add to cart' }).first().press('Enter')
  await page.getByText('Aster Vase is in your cart.').waitFor()
}

test('the first key leads past the header', async () => {
  const page = await open('/')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('See the collection')
})

test('the menu opens by a key, closes by Escape and gives the focus back', async () => {
  const page = await open('/', 390)
  await page.locator('summary', { hasText: 'Menu' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Menu' }).waitFor()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toMatch(/^Objects/)
  await page.keyboard.press('Escape')
  await page.getByRole('navigation', { name: 'Menu' }).waitFor({ state: 'hidden' })
  expect(await focused(page)).toBe('Menu')
})

test('the cart opens beside the page, holds the focus and gives it back', async () => {
  const page = await open('/products/aster-vase')
  await addVase(page)
  await cartLink(page).press('Enter')
  await drawer(page).getByRole('link', { name: 'Aster Vase' }).waitFor()
  expect(await focused(page)).toBe('Close')
  for (let pressed = 0; pressed < 12; pressed += 1) {
    await page.keyboard.press('Tab')
    // the browser's own bar is part of the round, and has no element
    expect(
      await page.evaluate(`document.activeElement === document.body || !!document.activeElement.closest('dialog')`),
    ).toBe(true)
  }
  await page.keyboard.press('Escape')
  await drawer(page).waitFor({ state: 'hidden' })
  expect(await focused(page)).toMatch(/^Cart/)
})

test('a piece is one more, one less, gone and had back without a pointer', async () => {
  const page = await open('/products/aster-vase')
  await addVase(page)
  await cartLink(page).press('Enter')
  const quantity = drawer(page).getByLabel(/^Quantity of/)
  await drawer(page)
    .getByRole('button', { name: /^One more/ })
    .press('Enter')
  await expect.poll(() => quantity.inputValue()).toBe('2')
  expect(await focused(page)).toBe('One more of Aster Vase, Ink, 24 cm')
  await quantity.fill('4')
  await quantity.press('Enter')
  await drawer(page).getByText('$580.00').first().waitFor()
  await drawer(page)
    .getByRole('button', { name: /^Remove/ })
    .press('Enter')
  await drawer(page).getByText('Your cart is empty.').waitFor()
  await drawer(page).getByRole('button', { name: 'Undo' }).press('Enter')
  await expect.poll(() => quantity.inputValue()).toBe('4')
})

test('what was added can be taken back where one is told of it', async () => {
  const page = await open('/products/aster-vase')
  await addVase(page)
  await page.getByRole('link', { name: /^Cart\s*, 1 piece$/ }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await page.getByRole('link', { name: 'Cart', exact: true }).waitFor()
})

test('a change that is refused is undone, and says why', async () => {
  expected = /409/
  visitor = await newVisitor(browser, { width: 1440, script: true, worker: 'block' })
  const { page } = visitor
  await page.goto(`${shop.url}/products/aster-vase`, { waitUntil: 'networkidle' })
  await addVase(page)
  await cartLink(page).press('Enter')
  const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>()
  await page.route('**/cart.data*', async (route) => {
    await isSeen
    await route.continue()
  })
  const quantity = drawer(page).getByLabel(/^Quantity of/)
  await quantity.fill('900')
  await quantity.press('Enter')
  // shown as if it were granted, until it is not
  await drawer(page).getByText(formatted(900)).first().waitFor()
  seen()
  await drawer(page).getByText(/left/).waitFor()
  await expect.poll(() => quantity.inputValue()).toBe('1')
  await drawer(page).getByText(formatted(1)).first().waitFor()
  await page.getByRole('banner').getByText(', 1 piece').waitFor({ state: 'attached' })
})

/** What so many of the small vase cost. */
const formatted = (pieces: number) => (145 * pieces).toLocaleString('en', { style: 'currency', currency: 'USD' })

test('light or dark is remembered before the first paint', async () => {
  const page = await open('/')
  const ground = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor')
  const light = await ground()
  await page.getByRole('radio', { name: 'Dark' }).check()
  const dark = await ground()
  expect(dark).not.toBe(light)
  await page.goto(`${shop.url}/cart`, { waitUntil: 'commit' })
  await page.locator('body').waitFor()
  // known before there is anything to paint; the style, for which painting waits, may still be on its way
  expect(await page.evaluate('document.documentElement.dataset.scheme')).toBe('dark')
  await expect.poll(ground).toBe(dark)
})
