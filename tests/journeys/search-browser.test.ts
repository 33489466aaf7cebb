import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, newVisitor, openBrowser, type View, type Visitor } from './browser.ts'
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

const visitors: Visitor[] = []
afterEach(async () => {
  for (const { complaints, close } of visitors.splice(0)) {
    await close()
    expect(complaints).toEqual([])
  }
})

async function visit(view: Partial<View> = {}): Promise<Page> {
  const visitor = await newVisitor(browser, { width: 1280, script: true, worker: 'block', ...view })
  visitors.push(visitor)
  return visitor.page
}

const pieces = (page: Page) => page.getByRole('main').getByRole('article').getByRole('heading')
const field = (page: Page) => page.getByRole('combobox', { name: 'What are you looking for?' })

/** Opens the field over the page; it has the focus without being touched. */
async function openField(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await page.locator('dialog[open] input[role=combobox]:focus').waitFor()
}

describe('without script', () => {
  test('words with an error find, filters narrow by a press of Apply, and each can be taken back', async () => {
    const page = await visit({ script: false })
    await page.goto(`${shop.url}/search`)
    await page.getByRole('searchbox').or(field(page)).fill('tabel lmap')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await page.getByText('Showing what fits').waitFor()
    const all = await pieces(page).count()
    expect(all).toBeGreaterThan(2)
    expect(await pieces(page).first().textContent()).toMatch(/lamp/i)
    await expectAccessible(page)

    await page.getByRole('main').locator('summary').click()
    await page.getByRole('group', { name: 'Colour' }).getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Apply' }).click()
    const chips = page.getByRole('list', { name: 'Chosen filters' })
    await chips.waitFor()
    expect(await pieces(page).count()).toBeLessThan(all)
    await expectAccessible(page)
    await chips.getByRole('link', { name: /^Without/ }).click()
    await chips.waitFor({ state: 'detached' })
    expect(await pieces(page).count()).toBe(all)
  })

  test('what nothing fits leads on', async () => {
    const page = await visit({ script: false, width: 390 })
    await page.goto(`${shop.url}/search?q=xyzzyplugh`)
    await page.getByRole('heading', { name: 'Nothing of that name' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'See everything' }).click()
    await page.getByRole('heading', { name: 'Everything' }).waitFor()
  })
})

describe('with script', () => {
  test('the field in the header suggests, is gone through with the keys, and closes by Escape', async () => {
    const page = await visit()
    await page.goto(shop.url, { waitUntil: 'networkidle' })
    await openField(page)
    await page.keyboard.type('la')
    const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
    await options.first().waitFor()
    await expectAccessible(page)
    await page.keyboard.press('ArrowDown')
    const active = await field(page).getAttribute('aria-activedescendant')
    expect(active).not.toBeNull()
    expect(await options.first().getAttribute('aria-selected')).toBe('true')
    expect(await options.first().getAttribute('id')).toBe(active)
    await page.keyboard.press('Escape')
    await options.first().waitFor({ state: 'hidden' })
    expect(await field(page).inputValue(), 'the words stay').toBe('la')
    // the next one empties a search field, the one after it closes the dialog
    await page.keyboard.press('Escape')
    expect(await field(page).inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await field(page).waitFor({ state: 'hidden' })

    await openField(page)
    await page.keyboard.type('table la')
    await page.getByRole('option', { name: 'Table Lamps' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Table Lamps' }).waitFor()
  })

  test('a choice narrows the list at once, the address says it, and the way back takes it back', async () => {
    const page = await visit()
    await page.goto(`${shop.url}/categories/lighting`, { waitUntil: 'networkidle' })
    const all = await pieces(page).count()
    await page.getByRole('main').locator('summary').click()
    await page.getByRole('checkbox', { name: /^White/ }).check()
    await page.waitForURL(/filter=colour%3AWhite/)
    await page.getByRole('list', { name: 'Chosen filters' }).waitFor()
    expect(await pieces(page).count()).toBeLessThan(all)
    await page.goBack()
    await page.getByRole('list', { name: 'Chosen filters' }).waitFor({ state: 'detached' })
    expect(await page.getByRole('checkbox', { name: /^White/, includeHidden: true }).isChecked()).toBe(false)
    expect(await pieces(page).count()).toBe(all)
  })
})

test('a facet that is gone leads to the list without it', async () => {
  const page = await visit({ script: false })
  await page.goto(`${shop.url}/categories/lighting?filter=flavour:lemon`)
  expect(new URL(page.url()).search).toBe('')
  expect(await pieces(page).count()).toBeGreaterThan(0)
})
