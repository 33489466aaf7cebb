import type { InProcessOptions } from '@merx/client'

export type Direct = InProcessOptions['direct']

/** A page that is asked for. */
export type PageVisit = {
  readonly request: Request
  readonly direct: Direct
  /** Scheme and host under which buyers know the shop. */
  readonly publicUrl: string
  /** The market that the buyer chose, if any; it may not exist. */
  readonly market: string | undefined
  /** Whether pages for developers are shown. */
  readonly development: boolean
  /** Inline scripts that carry it may run. */
  readonly nonce: string
}

export type RenderedPage = {
  readonly response: Response
  /** What the page tells of; absent where it may not be kept. */
  readonly tags: readonly string[] | undefined
}

/** What the server bundle gives: a page for a request. */
export type Render = (visit: PageVisit) => Promise<RenderedPage>
