import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { Blank } from '../components/blank.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Page } from '../components/page.tsx'

type Words = { readonly title: string; readonly text: string }

function wordsFor(status: number): Words {
  if (status === 404) {
    return {
      title: 'There is nothing at this address.',
      text: 'The piece may have been withdrawn, or the link is not whole.',
    }
  }
  if (status === 400 || status === 405) {
    return {
      title: 'That was not a form of ours.',
      text: 'Nothing was changed. Please begin again from the page before.',
    }
  }
  if (status === 503) {
    return {
      title: 'Part of the house cannot be reached just now.',
      text: 'Nothing is lost: your cart and your orders are where you left them. Please try again in a moment.',
    }
  }
  return {
    title: 'Something went wrong on our side.',
    text: 'Nothing is lost. Please try again, or begin at the front door.',
  }
}

/** A page that changes without being loaded lacks its data here; loaded, it is the one that was seen before. */
function useSeenBefore(): void {
  useEffect(() => {
    if (!navigator.onLine && navigator.serviceWorker?.controller) location.reload()
  }, [])
}

/** The page in place of the one that cannot be shown. */
export function Trouble({ status }: { readonly status: number }) {
  const { title, text } = wordsFor(status)
  useSeenBefore()
  const { pathname, search } = useLocation()
  return (
    <Page>
      <title>{`${title} – Noirel`}</title>
      <meta name="robots" content="noindex" />
      <Blank above={status} title={title} text={text}>
        {status === 503 ? (
          // loaded anew, with script too: the page that is asked for again may be one that a form was sent to
          <ButtonLink to={pathname + search} look="outline" reloads>
            Try again
          </ButtonLink>
        ) : (
          <ButtonLink to="/products" look="outline">
            See everything we make
          </ButtonLink>
        )}
      </Blank>
    </Page>
  )
}
