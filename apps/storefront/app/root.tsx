import cormorant from '@fontsource/cormorant-garamond/files/cormorant-garamond-latin-500-normal.woff2?url'
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import { type ReactNode, useContext } from 'react'
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useRouteLoaderData,
} from 'react-router'
import type { Route } from './+types/root'
import { shopContext } from './api/shop.server.ts'
import { CartKeeper } from './cart/cart-keeper.tsx'
import { Toasts } from './components/toasts.tsx'
import { Connection } from './layout/connection.tsx'
import { Nonce } from './layout/nonce.ts'
import { Progress } from './layout/progress.tsx'
import { SiteFooter } from './layout/site-footer.tsx'
import { SiteHeader } from './layout/site-header.tsx'
import { Trouble } from './layout/trouble.tsx'
import { schemeScript } from './scheme/scheme.ts'
import css from './styles/app.css?url'

const font = (href: string) =>
  ({ rel: 'preload', href, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' }) as const

export const links: Route.LinksFunction = () => [
  font(cormorant),
  font(inter),
  { rel: 'stylesheet', href: css },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/icon-192.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

/** What every page shows around its own; it fails to less, not to nothing. */
export async function loader({ context }: Route.LoaderArgs) {
  const { client, market } = context.get(shopContext)
  const [categories, markets] = await Promise.all([
    client.call('catalog.list-categories', {}),
    client.call('pricing.list-markets'),
  ])
  const items = markets.ok ? markets.value.items : []
  return {
    categories: categories.ok ? categories.value.items.filter(({ depth }) => depth === 0) : [],
    markets: items,
    market: market.market ?? items.find(({ isDefault }) => isDefault)?.code,
  }
}

/** Only a change of market changes what stands around the pages. */
export function shouldRevalidate({ formAction }: ShouldRevalidateFunctionArgs): boolean {
  return formAction === '/market'
}

export function Layout({ children }: { readonly children: ReactNode }) {
  const nonce = useContext(Nonce)
  return (
    // the script below may have written the chosen scheme
    <html lang="en" suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#f8f5ee" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#14120f" media="(prefers-color-scheme: dark)" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a script of our own, which a child would be escaped in */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: schemeScript }} />
        <Meta />
        <Links />
      </head>
      <body>
        <Frame>{children}</Frame>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

function Frame({ children }: { readonly children: ReactNode }) {
  const around = useRouteLoaderData<typeof loader>('root')
  const categories = around?.categories ?? []
  const markets = around?.markets ?? []
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30 focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        Skip to the content
      </a>
      <Progress />
      <Connection />
      <SiteHeader categories={categories} market={markets.find(({ code }) => code === around?.market)} />
      <main id="content" tabIndex={-1} className="outline-none">
        {children}
      </main>
      <SiteFooter categories={categories} markets={markets} market={around?.market} />
      <CartKeeper />
      {/* what lies under a dialog cannot be reached: it has toasts of its own */}
      <div className="in-[:root:has(dialog:modal)]:hidden">
        <Toasts />
      </div>
    </>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <Trouble status={isRouteErrorResponse(error) ? error.status : 500} />
}
