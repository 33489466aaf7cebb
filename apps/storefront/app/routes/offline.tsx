import { Blank } from '../components/blank.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/offline'

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Without a connection', indexed: false })

/** What the browser shows of itself when nothing can be reached and the page was never seen. */
export default function Offline() {
  return (
    <Page>
      <Blank
        title="You are without a connection."
        text="What you looked at before can be looked at again. Your cart waits, and nothing was ordered meanwhile."
      >
        <ButtonLink to="/" look="outline" reloads>
          To the front door
        </ButtonLink>
      </Blank>
    </Page>
  )
}
