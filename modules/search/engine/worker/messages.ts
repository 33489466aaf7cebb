import type { DocumentChanges, IndexVersion, Vocabulary, WriteReport } from '../search-engine.ts'
import type { SearchQuery, SuggestionQuery } from '../search-query.ts'
import type { Explanation, MalformedCursor, SearchResult, Suggestions } from '../search-result.ts'

export type Content = { readonly id: string; readonly revision: number }

/** What the thread of an index can be asked, and what it answers. */
export type Calls = {
  readonly write: { readonly asks: DocumentChanges; readonly answers: WriteReport }
  readonly teach: { readonly asks: Vocabulary; readonly answers: undefined }
  readonly search: { readonly asks: SearchQuery; readonly answers: SearchResult | MalformedCursor }
  readonly suggest: { readonly asks: SuggestionQuery; readonly answers: Suggestions }
  readonly explain: {
    readonly asks: { readonly query: SearchQuery; readonly id: string }
    readonly answers: Explanation | undefined
  }
  readonly describe: { readonly asks: undefined; readonly answers: Omit<IndexVersion, 'name' | 'active'> }
  /** From the document with this number on; `next` is missing after the last. */
  readonly contents: {
    readonly asks: { readonly from: number }
    readonly answers: { readonly items: readonly Content[]; readonly next: number | undefined }
  }
  readonly keep: { readonly asks: { readonly file: string; readonly name: string }; readonly answers: undefined }
  readonly restore: { readonly asks: { readonly file: string }; readonly answers: string | undefined }
}

export type CallName = keyof Calls

export type Request = {
  [Name in CallName]: { readonly id: number; readonly name: Name; readonly asks: Calls[Name]['asks'] }
}[CallName]

export type Reply =
  | { readonly id: number; readonly answers: unknown }
  | { readonly id: number; readonly failed: string }
