import type { SearchDocument } from './search-document.ts'
import type { SearchQuery, SuggestionQuery } from './search-query.ts'
import type { Explanation, MalformedCursor, SearchResult, Suggestions } from './search-result.ts'

/**
 * Changes that belong together: they become visible at once, and with them the version stands at `position`, whatever that means to the
 * writer. A removal has a revision too, so that a late write does not bring the product back.
 */
export type DocumentChanges = {
  readonly documents: readonly SearchDocument[]
  readonly removed: readonly { readonly id: string; readonly revision: number }[]
  readonly position: string
}

export type WriteReport = {
  readonly written: number
  /** Documents that could not be indexed; the others are. */
  readonly rejected: readonly { readonly id: string; readonly reason: string }[]
}

export type IndexVersion = {
  readonly name: string
  readonly active: boolean
  /** Of the last changes that are in it; `undefined` before the first. */
  readonly position: string | undefined
  readonly documents: number
  /** What it takes in memory or on disk, as far as the engine knows. */
  readonly bytes: number
}

/** What staff and shoppers have taught: taken as a whole, in place of what was told before. */
export type Vocabulary = {
  /** Any of the terms finds all of them; with `from`, the terms are found for it and not the other way round. */
  readonly synonyms: readonly {
    readonly language: string
    readonly from?: string
    readonly terms: readonly string[]
  }[]
  /** What others have searched, the heavier the more often. */
  readonly popular: readonly { readonly language: string; readonly text: string; readonly weight: number }[]
}

/**
 * Finds products. Knows versions of an index: one answers, another may be filled beside it and takes its place at once. Every call but
 * `search`, `suggest` and `explain` may be repeated with the same effect; those three answer from the active version, and with nothing
 * while there is none.
 */
export type SearchEngine = {
  /** An empty version that does not answer yet; one that stands is left as it is. */
  create(version: string): Promise<void>
  write(version: string, changes: DocumentChanges): Promise<WriteReport>
  /** Answers come from this version from now on, and the others are dropped. */
  activate(version: string): Promise<void>
  drop(version: string): Promise<void>
  /** After a warm start also what the snapshot held. */
  versions(): Promise<readonly IndexVersion[]>
  /** Ids and revisions of what is in a version, in batches, to compare with the tables. */
  contents(version: string): AsyncIterable<readonly { readonly id: string; readonly revision: number }[]>
  teach(vocabulary: Vocabulary): Promise<void>

  search(query: SearchQuery): Promise<SearchResult | MalformedCursor>
  suggest(query: SuggestionQuery): Promise<Suggestions>
  /** `undefined` when the product is not in the index or does not match. */
  explain(query: SearchQuery, id: string): Promise<Explanation | undefined>

  /** Keeps the active version for the next start, where the engine lives in memory; elsewhere nothing. */
  snapshot(): Promise<void>
  close(): Promise<void>
}
