import type { ReactNode } from 'react'
import { Page } from '../components/page.tsx'
import { Tabs } from '../components/tabs.tsx'

const tabs = [
  { to: '/account', label: 'You' },
  { to: '/account/orders', label: 'Orders' },
  { to: '/wishlist', label: 'Wishlist' },
  { to: '/account/security', label: 'Log-in' },
  { to: '/account/sessions', label: 'Sessions' },
]

/** A page of somebody's account, with the way to the others. */
export function AccountPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Page>
      <div className="pt-8">
        <Tabs label="Account" tabs={tabs} />
      </div>
      <h1 className="pt-12 pb-8 text-heading">{title}</h1>
      {children}
    </Page>
  )
}
