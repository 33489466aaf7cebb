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

export type View = {
  readonly width: number
  readonly script: boolean
  readonly scheme?: 'light' | 'dark'
  readonly worker?: 'block'
}

export async function newVisitor(
  browser: Browser,
  { width, script, scheme = 'light', worker }: View,
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: script,
    colorScheme: scheme,
    // requests that a service worker looks after cannot be held back
    serviceWorkers: worker ?? 'allow',
    // what moves would be seen half way
    reducedMotion: 'reduce',
  })
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
    await expectNoViolation(shown)
  } finally {
    await context.close()
  }
}

/** The same for a state that only scripts can bring about, such as an open dialog. */
export async function expectNoViolation(page: Page): Promise<void> {
  await page.evaluate(axe)
  const violations: readonly Violation[] = await page.evaluate('axe.run().then(({ violations }) => violations)')
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  expect(told, page.url()).toEqual([])
}

/** Nothing sticks out at the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond: number = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  expect(beyond, page.url()).toBeLessThanOrEqual(0)
}
