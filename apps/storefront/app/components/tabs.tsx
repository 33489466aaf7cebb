import { NavLink } from 'react-router'

export type Tab = { readonly to: string; readonly label: string; readonly count?: number }

/** Pages that belong together, each an address of its own; the one that is open is marked. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0">
      <ul className="flex gap-8 text-small">
        {tabs.map((tab) => (
          <li key={tab.to} className="shrink-0">
            <NavLink
              to={tab.to}
              end
              prefetch="intent"
              viewTransition
              className="inline-flex min-h-12 items-center border-b border-transparent text-ink-soft transition-colors hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && <span className="ps-2 text-caption tabular-nums">{tab.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
