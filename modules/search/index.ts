import { defineModule, resident } from '@merx/kernel'
import { followDocuments } from './consumers/follow-documents.ts'
import { keepDocuments } from './consumers/keep-documents.ts'
import { documentsChanged } from './events.ts'
import { searchIndex } from './following/search-index.ts'
import { browse } from './queries/browse.ts'
import { catchUp } from './queries/catch-up.ts'
import { searchProducts } from './queries/search-products.ts'
import { suggest } from './queries/suggest.ts'

export { searchEngineConformance } from './engine/conformance.ts'
export type { MemoryEngineOptions } from './engine/memory-engine.ts'
export { createMemoryEngine } from './engine/memory-engine.ts'
export type {
  AvailabilityBand,
  DocumentAttribute,
  DocumentCategory,
  DocumentPrice,
  Named,
  SearchDocument,
  Texts,
} from './engine/search-document.ts'
export type { DocumentChanges, IndexVersion, SearchEngine, Vocabulary, WriteReport } from './engine/search-engine.ts'
export type {
  Adjustment,
  FacetKey,
  Filter,
  SearchQuery,
  SearchSort,
  SuggestionQuery,
} from './engine/search-query.ts'
export type {
  Contribution,
  Explanation,
  Facet,
  FacetValue,
  MalformedCursor,
  SearchHit,
  SearchResult,
  Suggestion,
  Suggestions,
  Word,
  WordOutcome,
} from './engine/search-result.ts'
export type { OpenEngine } from './engines.ts'
export { searchEngine } from './engines.ts'
export { browse, catchUp, searchProducts, suggest }

export const searchModule = defineModule({
  name: 'search',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [searchProducts, browse, suggest, catchUp],
  events: [documentsChanged],
  consumers: [keepDocuments],
  live: [followDocuments],
  residents: [resident({ name: 'search.index', open: (ctx) => ctx.seam(searchIndex).open(ctx) })],
})
