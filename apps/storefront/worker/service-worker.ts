import { documentOf, isOwn, ruleFor } from './rules.ts'

declare const self: ServiceWorkerGlobalScope

/** What the build made for the browser, written in by it. */
declare const shell: readonly string[]
declare const version: string

/** The shell of one build, what never changes, and pages as they were last. */
const caches = { shell: `shell-${version}`, kept: 'kept', pages: `pages-${version}` } as const

/** Pictures and pages that are kept; the oldest go first. */
const most = { kept: 300, pages: 60 } as const

const offline = '/offline'

self.addEventListener('install', (event) => {
  event.waitUntil(self.caches.open(caches.shell).then((cache) => cache.addAll([...shell, offline])))
})

self.addEventListener('activate', (event) => {
  const current: readonly string[] = Object.values(caches)
  event.waitUntil(
    (async () => {
      const names = await self.caches.keys()
      await Promise.all(names.filter((name) => !current.includes(name)).map((name) => self.caches.delete(name)))
      await self.clients.claim()
    })(),
  )
})

/** A page asks for the new build when its buyer agreed to load anew. */
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const handled: Handled = { request, waitUntil: (work) => event.waitUntil(work) }
  const rule = ruleFor(request, self.location.origin)
  switch (rule) {
    case 'kept':
      event.respondWith(keptOrFetched(handled))
      break
    case 'page':
    case 'page-data':
      event.respondWith(freshOrSeen(handled, rule))
      break
    case 'account':
      // not answered from here: the shop must see from which site a form was sent
      event.waitUntil(forgetOwn())
      break
  }
})

async function keptOrFetched({ request, waitUntil }: Handled): Promise<Response> {
  const known = await self.caches.match(request, { ignoreVary: true })
  if (known) return known
  const response = await fetch(request)
  if (response.ok) waitUntil(keep('kept', request, response.clone()))
  return response
}

async function freshOrSeen({ request, waitUntil }: Handled, rule: 'page' | 'page-data'): Promise<Response> {
  try {
    const response = await fetch(request)
    if (response.status === 200 && !response.redirected) {
      waitUntil(keep('pages', request, response.clone()))
      if (rule === 'page-data') waitUntil(keepDocument(documentOf(request.url)))
    }
    return response
  } catch (error) {
    const seen = await self.caches.match(request, { ignoreVary: true })
    if (seen) return seen
    // led there and not answered with it: the page must know at which address it stands
    if (rule === 'page') return Response.redirect(offline)
    throw error
  }
}

/** A page that was reached without being loaded can be loaded later. */
async function keepDocument(url: string): Promise<void> {
  const pages = await self.caches.open(caches.pages)
  if (await pages.match(url, { ignoreVary: true })) return
  const response = await fetch(url, { headers: { accept: 'text/html' } })
  if (response.status === 200 && !response.redirected) await keep('pages', new Request(url), response)
}

async function forgetOwn(): Promise<void> {
  const pages = await self.caches.open(caches.pages)
  const own = (await pages.keys()).filter(({ url }) => isOwn(url))
  await Promise.all(own.map((request) => pages.delete(request, { ignoreVary: true })))
}

async function keep(where: keyof typeof most, request: Request, response: Response): Promise<void> {
  const cache = await self.caches.open(caches[where])
  // to the end of the line, as it was used last
  await cache.delete(request, { ignoreVary: true })
  await cache.put(request, response)
  const known = await cache.keys()
  await Promise.all(known.slice(0, Math.max(0, known.length - most[where])).map((one) => cache.delete(one)))
}

type Handled = { readonly request: Request; waitUntil(work: Promise<unknown>): void }
