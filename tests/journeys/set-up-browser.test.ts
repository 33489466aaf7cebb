import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, newVisitor, openBrowser, type View } from './browser.ts'
import { mailsTo } from './mailbox.ts'
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

const administrator = { name: 'Ada Admin', email: 'ada@example.com', password: 'tall ships at noon' }

test('a fresh shop prints a link; by it the administrator chooses a password, invites, and logs out without a trace', async () => {
  const link = await printedLink()
  await visited({ width: 320, script: false, scheme: 'dark' }, async (page) => {
    expect(await roles(page)).toBe(401)
    await setUp(page, link, 'password')
    await page.getByRole('alert').waitFor()
    await look(page)
    await setUp(page, link)
    await heading(page, administrator.name)
    expect(await roles(page)).toBe(200)
    await invite(page, 'grace@example.com')
  })

  await visited({ width: 1440, script: false }, async (page) => {
    await page.goto(await invitationOf('grace@example.com'))
    await heading(page, 'You are invited')
    await page.getByLabel('Full name').fill('Grace')
    await page.getByLabel('Password').fill('seven quiet herons')
    await page.getByRole('button', { name: 'Set the password and log in' }).click()
    await heading(page, 'Grace')
    expect(await roles(page)).toBe(200)
  })

  await visited({ width: 390, script: true }, async (page) => {
    await setUp(page, link)
    await heading(page, 'This link opens nothing any more')
    await page.getByRole('link', { name: 'Log in', exact: true }).click()
    await logIn(page)
    await heading(page, administrator.name)
    expect(await roles(page)).toBe(200)
    await leavesNoCart(page)
  })
}, 120_000)

/** Whoever sits at the screen after a log-out finds no cart there when the connection is gone, but the goods that were seen. */
async function leavesNoCart(page: Page): Promise<void> {
  const isKept = (path: string) =>
    page.evaluate(`caches.match(${JSON.stringify(path)}, { ignoreVary: true }).then(Boolean)`)
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
  await page.goto(`${shop.url}/products/aster-vase`)
  await page.goto(`${shop.url}/cart`)
  await expect.poll(() => isKept('/cart')).toBe(true)
  // no other page of the account is opened on the way out
  await page.evaluate(`fetch('/account/log-out', { method: 'POST', body: new URLSearchParams() })`)
  await expect.poll(() => isKept('/cart')).toBe(false)
  expect(await roles(page)).toBe(401)
  await page.context().setOffline(true)
  await page.goto(`${shop.url}/cart`)
  await page.getByRole('heading', { level: 1, name: 'You are without a connection.' }).waitFor()
  await page.goto(`${shop.url}/products/aster-vase`)
  await page.getByRole('heading', { level: 1, name: 'Aster Vase' }).waitFor()
}

async function visited(view: View, doing: (page: Page) => Promise<void>): Promise<void> {
  const { page, close } = await newVisitor(browser, view)
  try {
    await doing(page)
  } finally {
    await close()
  }
}

/** The link as whoever started the shop reads it. */
async function printedLink(): Promise<string> {
  const printed = () => /https?:\/\/\S+\/account\/set-up\?token=\S+/.exec(shop.output())?.[0]
  await expect.poll(printed).toBeDefined()
  return printed() ?? 'nothing:'
}

async function setUp(page: Page, link: string, password = administrator.password): Promise<void> {
  await page.goto(link)
  await heading(page, 'Set up the shop')
  await page.getByLabel('Full name').fill(administrator.name)
  await page.getByLabel('E-mail').fill(administrator.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Make the account' }).click()
}

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail or user name').fill(administrator.email)
  await page.getByLabel('Password').fill(administrator.password)
  await page.getByRole('button', { name: 'Log in' }).click()
}

/** What staff alone may ask, with the session of this browser. */
async function roles(page: Page): Promise<number> {
  return (await page.request.get(`${shop.url}/api/v1/admin/roles`)).status()
}

async function invite(page: Page, email: string): Promise<void> {
  const answer = await page.request.post(`${shop.url}/api/v1/admin/staff/invitations`, {
    headers: { origin: shop.url },
    data: { email, roles: ['admin'] },
  })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
}

/** The link of the mail to somebody invited. */
async function invitationOf(email: string): Promise<string> {
  await expect.poll(async () => (await mailsTo(shop.url, email)).length, { timeout: 15_000 }).toBe(1)
  const [mail] = await mailsTo(shop.url, email)
  return /https?:\/\/\S+\/account\/invitation\S+/.exec(mail?.text ?? '')?.[0] ?? 'nothing:'
}

async function look(page: Page): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

/** Waits for the page with this heading, and looks at it. */
async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  await look(page)
}
