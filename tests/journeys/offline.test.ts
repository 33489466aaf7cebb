import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newVisitor, openBrowser } from './browser.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

/** From here on the worker sees what the page asks for. */
const untilLookedAfter = (page: Page) =>
  page.evaluate('navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)')

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

test('what was seen can be seen again without a connection, and the rest says so', async () => {
  const { page, close } = await newVisitor(browser, { width: 390, script: true })
  const context = page.context()
  try {
    await page.goto(shop.url)
    await expect.poll(() => untilLookedAfter(page)).toBe(true)
    await page.goto(`${shop.url}/products/aster-vase`)
    await page.getByRole('button', { name: 'Add to cart' }).first().click()
    await page.getByText('Aster Vase is in your cart.').waitFor()
    // reached by a link: only its data was loaded
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Vases' }).click()
    await heading(page, 'Vases').waitFor()
    await page.goto(`${shop.url}/cart`)
    await heading(page, 'Cart').waitFor()
    await expect
      .poll(() => page.evaluate(`caches.match('/categories/vases', { ignoreVary: true }).then(Boolean)`))
      .toBe(true)

    await context.setOffline(true)
    await page.goto(`${shop.url}/products/aster-vase`)
    await heading(page, 'Aster Vase').waitFor()
    await page.getByText('You are without a connection.').waitFor()
    const width = `document.querySelector('section[aria-label=Pictures] img').naturalWidth`
    await expect.poll(() => page.evaluate(width)).toBeGreaterThan(0)
    await page.goto(`${shop.url}/categories/vases`)
    await heading(page, 'Vases').waitFor()
    await page.goto(`${shop.url}/cart`)
    await page.getByRole('link', { name: 'Aster Vase' }).waitFor()

    await page.goto(`${shop.url}/products/moon-vase`)
    await heading(page, 'You are without a connection.').waitFor()
    expect(new URL(page.url()).pathname).toBe('/offline')
    await expect(page.goto(`${shop.url}/checkout`)).rejects.toThrow('ERR_INTERNET_DISCONNECTED')

    await context.setOffline(false)
    await page.goto(`${shop.url}/products/moon-vase`)
    await heading(page, 'Moon Vase').waitFor()
  } finally {
    await close()
  }
}, 60_000)
