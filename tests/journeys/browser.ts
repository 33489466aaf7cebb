import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

/** The Chromium that `npm test` found, or Debian's. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
}

export type Visitor = {
  readonly page: Page
  /** What the browser complained of: errors of scripts, refusals by the policy, addresses that failed. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export async function newVisitor(
  browser: Browser,
  { width, script }: { readonly width: number; readonly script: boolean },
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: script })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  return { page, complaints, close: () => context.close() }
}

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] }

/** Holds the page as it stands against the rules of axe-core, which sees it as people with assistive technology do. */
export async function expectAccessible(page: Page): Promise<void> {
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() })
  if (!context) throw new Error('The browser is gone')
  try {
    // axe-core does not run where scripts are switched off, so it is shown the same markup in a window of its own
    const markup = await page.content()
    const shown = await context.newPage()
    await shown.route('**', (route) => {
      if (route.request().isNavigationRequest()) return route.fulfill({ contentType: 'text/html', body: markup })
      return route.request().resourceType() === 'script' ? route.abort() : route.continue()
    })
    await shown.goto(page.url())
    await shown.evaluate(axe)
    const violations: readonly Violation[] = await shown.evaluate('axe.run().then(({ violations }) => violations)')
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    expect(told, page.url()).toEqual([])
  } finally {
    await context.close()
  }
}

/** Nothing sticks out at the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(beyond, page.url()).toBeLessThanOrEqual(0)
}
