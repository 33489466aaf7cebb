import { TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cards } from './bank-page.ts'
import { expectAccessible, expectNoSidewaysScroll, newVisitor, openBrowser, type View } from './browser.ts'
import { mailsTo } from './mailbox.ts'
import { type OpenShop, openShop } from './open-shop.ts'
import { home, newEmail } from './purchase.ts'

let shop: OpenShop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const password = 'tall ships at noon'

const views: readonly View[] = [
  { width: 320, script: true, scheme: 'dark' },
  { width: 1440, script: false },
]

test.each(views)(
  'a newcomer confirms an account, logs in on two browsers, ends one, buys and sees the order at $width px, script: $script',
  async (view) => {
    const laptop = await newVisitor(browser, view)
    const phone = await newVisitor(browser, view)
    const { page } = laptop
    const email = newEmail()
    try {
      await fillCart(page, view)
      await page.goto(`${shop.url}/account/orders`)
      await heading(page, 'Log in')
      await page.getByRole('link', { name: 'Create an account' }).click()
      await register(page, email)

      await phone.page.goto(`${shop.url}/account/log-in?to=/account/sessions`)
      await logIn(phone.page, email)
      await heading(phone.page, 'Where you are logged in')
      await page.goto(`${shop.url}/account/sessions`)
      await look(page)
      await page.getByRole('button', { name: /^Log out (?!everywhere)/ }).click()
      await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'Last used' }).count()).toBe(1)
      await phone.page.goto(`${shop.url}/account`)
      await heading(phone.page, 'Log in')

      // what was put together before the account was there came along
      await page.goto(`${shop.url}/checkout`)
      await heading(page, 'Checkout')
      expect(await page.getByLabel('E-mail').inputValue()).toBe(email)
      await order(page)
      const number = page.url().split('/').at(-1) ?? ''
      await page.goto(`${shop.url}/account/orders`)
      await page.getByRole('link', { name: number }).waitFor()
      await look(page)
      expect([...laptop.complaints, ...phone.complaints]).toEqual([])
    } finally {
      await laptop.close()
      await phone.close()
    }
  },
  120_000,
)

test.each(views)(
  'a guest keeps a piece, forgets it, and puts another into the cart at $width px, script: $script',
  async (view) => {
    const { page, complaints, close } = await newVisitor(browser, view)
    try {
      await page.goto(`${shop.url}/products/aster-vase`, { waitUntil: 'networkidle' })
      await page.getByRole('button', { name: 'Keep on the wishlist' }).click()
      await heading(page, 'Wishlist')
      await page.getByRole('button', { name: 'Forget Aster Vase' }).click()
      await page.getByRole('heading', { name: 'Nothing kept yet' }).waitFor()
      await page.goto(`${shop.url}/products/aster-vase`, { waitUntil: 'networkidle' })
      await page.getByRole('button', { name: 'Keep on the wishlist' }).click()
      await page.getByRole('button', { name: 'Into the cart' }).click()
      await page.getByRole('heading', { level: 1, name: 'Cart' }).waitFor()
      await page.getByText('Aster Vase').first().waitFor()
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  },
  60_000,
)

test('a log-in that fails says so at the field or above the form, and leads to no other host', async () => {
  const { page, close } = await newVisitor(browser, { width: 390, script: true })
  try {
    await page.goto(`${shop.url}/account/log-in?to=//evil.example/`)
    await page.getByLabel('E-mail or user name').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByRole('link', { name: 'Fill this in.' }).waitFor()
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').filter({ hasText: 'Name or password is wrong' }).waitFor()
    expect(await page.locator('input[name=to]').first().inputValue()).toBe('/account')
    await look(page)
  } finally {
    await close()
  }
}, 60_000)

test.each(views)(
  'an app is set up that codes are asked of, and its sheet lets its owner in at $width px, script: $script',
  async (view) => {
    const { page, complaints, close } = await newVisitor(browser, view)
    const email = newEmail()
    try {
      await register(page, email)
      await page.goto(`${shop.url}/account/security`)
      await heading(page, 'How you log in')
      await page.getByRole('button', { name: 'Set up an app' }).click()
      await heading(page, 'Your authenticator app')
      const key = (await page.getByText(/^[A-Z2-7]{16,}$/).textContent()) ?? ''
      await page.getByLabel('Code').fill(new TOTP({ secret: key }).generate())
      await page.getByRole('button', { name: 'Ask for codes from now on' }).click()
      await heading(page, 'Your recovery codes')
      const code = (await page.locator('main li').first().textContent()) ?? ''
      await page.getByRole('link', { name: 'I have them' }).click()
      await page.getByText(/10 recovery codes left/).waitFor()

      await page.goto(`${shop.url}/account`)
      await page.getByRole('button', { name: 'Log out' }).click()
      await heading(page, 'Log in')
      await logIn(page, email)
      await heading(page, 'One more step')
      await page.getByLabel('Code').fill(code)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.waitForURL(`${shop.url}/account`)
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  },
  120_000,
)

async function look(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

/** Waits for the page with this heading, and looks at it. */
async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  await look(page)
}

async function fillCart(page: Page, { script }: View): Promise<void> {
  await page.goto(`${shop.url}/products/aster-vase`, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: 'Add to cart' }).first().click()
  await (script ? page.getByText('Aster Vase is in your cart.') : page.getByRole('heading', { name: 'Cart' })).waitFor()
}

/** From the form to the mail and back into the account. */
async function register(page: Page, email: string): Promise<void> {
  await page.goto(`${shop.url}/account/register`)
  await heading(page, 'Create an account')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Full name').fill(home.name)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create the account' }).click()
  await heading(page, 'Look into your mail')
  await page.goto(await linkTo(email))
  await heading(page, 'Confirm your account')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Confirm and log in' }).click()
  await heading(page, home.name)
}

async function logIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail or user name').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** The link of the first mail to an address, as its reader finds it. */
async function linkTo(email: string): Promise<string> {
  await expect.poll(async () => (await mailsTo(shop.url, email)).length, { timeout: 15_000 }).toBe(1)
  const [mail] = await mailsTo(shop.url, email)
  return /https?:\/\/\S+\/account\/verify\S+/.exec(mail?.text ?? '')?.[0] ?? 'nothing:'
}

async function order(page: Page): Promise<void> {
  expect(await page.getByLabel('Full name').inputValue()).toBe(home.name)
  await page.getByLabel('Street and number').fill(home.line1)
  await page.getByLabel('Postal code').fill(home.postalCode)
  await page.getByLabel('Town or city').fill(home.city)
  await page.getByLabel('State or region').fill(home.region)
  await page.getByRole('radio', { name: /bank/i }).check()
  await page.getByRole('button', { name: 'Update delivery' }).click()
  await page.getByText('Tax', { exact: true }).waitFor()
  await page.getByRole('button', { name: /^Place order/ }).click()
  await page.waitForURL(/\/dev\/bank\/pay\//)
  await page.getByLabel('Card number').fill(cards.accepted)
  await page.getByLabel('Valid until').fill('12/39')
  await page.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/orders\/M-\d+$/)
}
