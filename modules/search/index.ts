import { defineModule, resident } from '@merx/kernel'
import { beginRebuild } from './commands/begin-rebuild.ts'
import { finishRebuild } from './commands/finish-rebuild.ts'
import { recordClick } from './commands/record-click.ts'
import { recordSearch } from './commands/record-search.ts'
import { removeRankingRule } from './commands/remove-ranking-rule.ts'
import { removeRedirect } from './commands/remove-redirect.ts'
import { removeSynonym } from './commands/remove-synonym.ts'
import { saveRankingRule } from './commands/save-ranking-rule.ts'
import { saveRedirect } from './commands/save-redirect.ts'
import { saveSynonym } from './commands/save-synonym.ts'
import { countQueries } from './consumers/count-queries.ts'
import { followDocuments } from './consumers/follow-documents.ts'
import { keepDocuments } from './consumers/keep-documents.ts'
import { documentsChanged, lessonsChanged, resultChosen, searched } from './events.ts'
import { searchIndex } from './following/search-index.ts'
import { graphql } from './graphql.ts'
import { checkIndex } from './jobs/check-index.ts'
import { followRenamings } from './jobs/follow-renamings.ts'
import { forgetFormerEditions } from './jobs/forget-editions.ts'
import { rankQueries } from './jobs/rank-queries.ts'
import { rankByTheClock } from './jobs/rank-sales.ts'
import { browse } from './queries/browse.ts'
import { catchUp } from './queries/catch-up.ts'
import { listQueries } from './queries/list-queries.ts'
import { listRankingRules } from './queries/list-ranking-rules.ts'
import { listRedirects } from './queries/list-redirects.ts'
import { listSynonyms } from './queries/list-synonyms.ts'
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
export { memoryEngine, searchEngine } from './engines.ts'
export {
  beginRebuild,
  browse,
  catchUp,
  finishRebuild,
  listQueries,
  listRankingRules,
  listRedirects,
  listSynonyms,
  recordClick,
  recordSearch,
  removeRankingRule,
  removeRedirect,
  removeSynonym,
  saveRankingRule,
  saveRedirect,
  saveSynonym,
  searchProducts,
  suggest,
}

export const searchModule = defineModule({
  name: 'search',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    searchProducts,
    browse,
    suggest,
    catchUp,
    beginRebuild,
    finishRebuild,
    recordSearch,
    recordClick,
    listQueries,
    listSynonyms,
    saveSynonym,
    removeSynonym,
    listRedirects,
    saveRedirect,
    removeRedirect,
    listRankingRules,
    saveRankingRule,
    removeRankingRule,
  ],
  events: [documentsChanged, lessonsChanged, searched, resultChosen],
  consumers: [keepDocuments, countQueries],
  jobs: [rankByTheClock, rankQueries, followRenamings, forgetFormerEditions, checkIndex],
  live: [followDocuments],
  graphql,
  residents: [resident({ name: 'search.index', open: (ctx) => ctx.seam(searchIndex).open(ctx) })],
  personal: {
    harmless: [
      'brand.name',
      'category.name',
      'document.name',
      'document.attributes',
      'document.image',
      'lesson.content',
      'offer.prices',
      'slug.owner_id',
      'variant.prices',
    ],
  },
})
