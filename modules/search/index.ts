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
