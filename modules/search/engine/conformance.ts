import { keepingCases } from './conformance/keeping.ts'
import { listingCases } from './conformance/listing.ts'
import type { SearchEngineCase } from './conformance/stage.ts'
import { understandingCases } from './conformance/understanding.ts'

/** What every `SearchEngine` must do, as cases for any test runner; each wants an engine of its own, with nothing in it. */
export const searchEngineConformance: readonly SearchEngineCase[] = [
  ...understandingCases,
  ...listingCases,
  ...keepingCases,
]
