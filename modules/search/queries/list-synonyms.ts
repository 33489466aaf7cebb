import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { lessonsAfter } from '../data/lessons.ts'
import { LessonId, Synonym } from '../domain/lesson.ts'

export const listSynonyms = query({
  name: 'search.list-synonyms',
  summary: 'Lists words that mean the same, or a word that finds others, in the order of their making.',
  rest: 'GET /admin/search/synonyms',
  access: can('search:read'),
  input: z.object({ limit: z.int().min(1).max(100).default(50), after: LessonId.optional() }),
  output: z.object({ items: z.array(Synonym), next: LessonId.nullable() }).meta({ id: 'SynonymList' }),
  run: async (ctx, { limit, after }) => {
    const lessons = await lessonsAfter(ctx.sql, Synonym, { kind: 'synonym', after, limit: limit + 1 })
    const items = lessons.slice(0, limit)
    return { items, next: lessons.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
