import type { SearchDocument } from '../engine/search-document.ts'
import type { SearchEngine } from '../engine/search-engine.ts'

/** Looks at every document. */
export function scanEngine(): SearchEngine {
  type Version = {
    documents: Map<string, { revision: number; document: SearchDocument | undefined }>
    position?: string
  }
  const versions = new Map<string, Version>()
  let active: string | undefined
  const of = (name: string): Version => {
    const found = versions.get(name)
    if (!found) throw new Error(`There is no version '${name}'`)
    return found
  }
  const textOf = (document: SearchDocument) =>
    JSON.stringify([
      document.names,
      document.descriptions,
      document.brand,
      document.categories,
      document.attributes,
      document.codes,
    ]).toLowerCase()
  return {
    create: async (name) => void (versions.has(name) || versions.set(name, { documents: new Map() })),
    write: async (name, { documents, removed, position }) => {
      const version = of(name)
      const put = (id: string, revision: number, document: SearchDocument | undefined) => {
        if ((version.documents.get(id)?.revision ?? -1) <= revision) version.documents.set(id, { revision, document })
      }
      for (const document of documents) put(document.id, document.revision, document)
      for (const { id, revision } of removed) put(id, revision, undefined)
      version.position = position
      return { written: documents.length, rejected: [] }
    },
    activate: async (name) => {
      of(name)
      active = name
      for (const other of versions.keys()) if (other !== name) versions.delete(other)
    },
    drop: async (name) => void versions.delete(name),
    versions: async () =>
      [...versions].map(([name, { documents, position }]) => ({
        name,
        active: name === active,
        position,
        documents: documents.size,
        bytes: 0,
      })),
    contents: async function* (name) {
      yield [...of(name).documents].map(([id, { revision }]) => ({ id, revision }))
    },
    teach: async () => {},
    search: async ({ text, scope, filters, limit }) => {
      const words = text.toLowerCase().split(' ').filter(Boolean)
      const hits = [...(active ? of(active).documents.values() : [])].flatMap(({ document }) =>
        document &&
        words.every((word) => textOf(document).includes(word)) &&
        [...scope, ...filters].every((filter) =>
          filter.facet === 'category' && 'values' in filter
            ? document.categories.some(({ slug }) => filter.values.includes(slug))
            : true,
        )
          ? [{ id: document.id, score: 1 }]
          : [],
      )
      return {
        hits: hits.slice(0, limit),
        total: hits.length,
        next: undefined,
        facets: [],
        matched: 'all',
        complete: hits.length,
        words: [],
        recognised: {},
      }
    },
    suggest: async () => ({ queries: [], categories: [], brands: [], products: [] }),
    explain: async () => undefined,
    snapshot: async () => {},
    close: async () => {},
  }
}
