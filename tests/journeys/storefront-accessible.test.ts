import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoSidewaysScroll, expectNoViolation, newVisitor, openBrowser, type View } from './browser.ts'
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

const views: readonly View[] = [
  { width: 320, script: true, scheme: 'dark' },
  { width: 768, script: true, scheme: 'light' },
  { width: 1440, script: true, scheme: 'dark' },
]

const paths = [
  '/',
  '/products',
  '/categories/objects?stock=in',
  '/categories/objects?from=90000',
  '/collections/the-desk',
  '/search',
  '/search?q=vase',
  '/search?q=zeppelin',
  '/products/aster-vase',
  '/cart',
  '/legal/delivery',
  '/offline',
  '/dev/components',
]

async function look(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectNoViolation(page)
}

test.each(views)(
  'every page can be used at $width px, $scheme',
  async (view) => {
    const { page, complaints, close } = await newVisitor(browser, view)
    try {
      for (const path of paths) {
        await page.goto(shop.url + path, { waitUntil: 'networkidle' })
        await look(page)
      }
      expect(complaints).toEqual([])
      await page.goto(`${shop.url}/nothing-here`)
      await look(page)
    } finally {
      await close()
    }
  },
  120_000,
)

test.each(views)(
  'every state of it can be used at $width px, $scheme',
  async (view) => {
    const { page, close } = await newVisitor(browser, view)
    try {
      await page.goto(shop.url, { waitUntil: 'networkidle' })
      await page.locator('summary', { hasText: 'Menu' }).click()
      await page.getByRole('navigation', { name: 'Menu' }).waitFor()
      await look(page)

      await page.goto(shop.url, { waitUntil: 'networkidle' })
      await page.getByRole('banner').getByRole('link', { name: 'Search' }).click()
      await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill('vas')
      await page.getByRole('option').first().waitFor()
      await look(page)

      await page.goto(`${shop.url}/products/aster-vase`, { waitUntil: 'networkidle' })
      await page
        .getByRole('link', { name: /^Enlarge/ })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
      await look(page)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add to cart' }).first().click()
      await page.getByText('Aster Vase is in your cart.').waitFor()
      await look(page)

      await page.getByRole('banner').getByRole('link', { name: /^Cart/ }).click()
      await page.getByRole('dialog', { name: 'Cart' }).getByRole('link', { name: 'Aster Vase' }).waitFor()
      await look(page)

      await page.goto(`${shop.url}/checkout`, { waitUntil: 'networkidle' })
      await look(page)
      await page.getByRole('button', { name: /^Place order/ }).click()
      await page.getByRole('alert').waitFor()
      await look(page)
    } finally {
      await close()
    }
  },
  120_000,
)
