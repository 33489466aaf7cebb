import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cards } from './bank-page.ts'
import { expectAccessible, expectNoSidewaysScroll, newVisitor, openBrowser, type View } from './browser.ts'
import type { Opener, OpenShop } from './open-shop.ts'
import { home, newEmail } from './purchase.ts'

/** On a telephone and at a desk, with script and without. */
export const allViews: readonly View[] = [
  { width: 390, script: true },
  { width: 390, script: false },
  { width: 1440, script: true },
  { width: 1440, script: false },
]

/** A purchase as people make it in Chromium. The same for a shop of any shape. */
export function purchaseInBrowser(open: Opener, views = allViews): void {
  let shop: OpenShop
  let browser: Browser
  beforeAll(async () => {
    ;[shop, browser] = await Promise.all([open(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.stop()
  })

  test.each(views)(
    'a vase is bought at $width px, script: $script',
    async ({ width, script }) => {
      const { page, complaints, close } = await newVisitor(browser, { width, script })
      const look = async () => {
        await expectNoSidewaysScroll(page)
        await expectAccessible(page)
      }
      try {
        await page.goto(shop.url)
        await look()
        await page.getByRole('region', { name: 'Through the house' }).getByRole('link', { name: 'Objects' }).click()
        await page.getByRole('heading', { level: 1, name: 'Objects' }).waitFor()
        await look()
        await page.getByRole('link', { name: 'Vases' }).first().click()
        await page.getByRole('link', { name: 'Aster Vase' }).click()
        await page.getByRole('heading', { level: 1, name: 'Aster Vase' }).waitFor()
        const ivory = page.getByRole('link', { name: 'Ivory', exact: true })
        await ivory.click()
        await ivory.and(page.locator('[aria-current=true]')).waitFor()
        await look()
        await page.getByRole('button', { name: 'Add to cart' }).click()
        // without script the cart opens by itself
        if (script) await page.getByRole('link', { name: 'View cart' }).click()
        await page.getByRole('heading', { level: 1, name: 'Cart' }).waitFor()
        await page.getByText('Ivory').first().waitFor()
        await look()
        await page.getByRole('link', { name: 'Go to checkout' }).click()
        await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor()
        await look()

        const email = newEmail()
        await fillAddress(page, email)
        await page.getByRole('radio', { name: /bank/i }).check()
        await page.getByRole('button', { name: 'Update delivery' }).click()
        await page.getByText('Tax', { exact: true }).waitFor()
        await page.getByRole('button', { name: /^Place order/ }).click()

        await page.waitForURL(/\/dev\/bank\/pay\//)
        await look()
        await page.getByLabel('Card number').fill(cards.accepted)
        await page.getByLabel('Valid until').fill('12/39')
        await page.getByLabel('Security code').fill('123')
        await page.getByRole('button', { name: /^Pay/ }).click()

        await page.waitForURL(/\/orders\/M-\d+$/)
        const number = page.url().split('/').at(-1) ?? ''
        await untilConfirmed(page, script)
        await look()

        await expect
          .poll(() => mailboxText(page, shop.url), { timeout: 15_000 })
          .toContain(`Your order ${number} is confirmed`)
        await page.getByRole('link', { name: `Your order ${number} is confirmed` }).click()
        await page.getByText(email).first().waitFor()
        await look()
        expect(complaints).toEqual([])
      } finally {
        await close()
      }
    },
    120_000,
  )
}

async function fillAddress(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Full name').fill(home.name)
  await page.getByLabel('Street and number').fill(home.line1)
  await page.getByLabel('Postal code').fill(home.postalCode)
  await page.getByLabel('Town or city').fill(home.city)
  const region = page.getByLabel('State or region')
  const isList = (await region.evaluate((field) => field.tagName)) === 'SELECT'
  await (isList ? region.selectOption(home.region) : region.fill(home.region))
}

/** With script the page learns of the payment by itself; without, one loads it again. */
async function untilConfirmed(page: Page, script: boolean): Promise<void> {
  const thanks = page.getByRole('heading', { level: 1, name: 'Thank you for your order.' })
  if (script) return thanks.waitFor()
  await expect
    .poll(
      async () => {
        await page.reload()
        return thanks.count()
      },
      { timeout: 15_000 },
    )
    .toBe(1)
}

async function mailboxText(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/dev/mail`)
  return (await page.locator('main').textContent()) ?? ''
}
