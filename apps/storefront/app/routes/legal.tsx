import { data } from 'react-router'
import { shopContext } from '../api/shop.server.ts'
import { Page } from '../components/page.tsx'
import { Tabs } from '../components/tabs.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { papers } from '../legal/papers.ts'
import type { Route } from './+types/legal'

export function loader({ params: { paper }, context }: Route.LoaderArgs) {
  const found = Object.hasOwn(papers, paper) ? papers[paper] : undefined
  if (!found) throw data(null, { status: 404 })
  return { paper: found, publicUrl: context.get(shopContext).publicUrl }
}

export const meta: Route.MetaFunction = ({ loaderData, location }) =>
  loaderData
    ? pageMeta({
        title: loaderData.paper.title,
        description: loaderData.paper.lead,
        url: loaderData.publicUrl + location.pathname,
      })
    : []

const tabs = Object.entries(papers).map(([slug, { title }]) => ({ to: `/legal/${slug}`, label: title }))

export default function Legal({ loaderData: { paper } }: Route.ComponentProps) {
  return (
    <Page>
      <div className="pt-8">
        <Tabs label="Papers" tabs={tabs} />
      </div>
      <div className="pt-12">
        <h1 className="text-heading">{paper.title}</h1>
        <p className="pt-3 text-lead text-ink-soft">{paper.lead}</p>
      </div>
      <dl className="pt-8">
        {paper.parts.map(({ title, text }) => (
          <div key={title} className="grid gap-2 border-t border-line py-6 md:grid-cols-[1fr_2fr] md:gap-12">
            <dt className="font-display text-name">{title}</dt>
            <dd className="max-w-prose">{text}</dd>
          </div>
        ))}
      </dl>
    </Page>
  )
}
