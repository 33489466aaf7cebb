import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { lessonsAfter } from '../data/lessons.ts'
import { LessonId, RankingRule } from '../domain/lesson.ts'

export const listRankingRules = query({
  name: 'search.list-ranking-rules',
  summary:
    'Lists what comes first, and what is moved up or down, for some words or in some category, in the order of their making.',
  rest: 'GET /admin/search/ranking-rules',
  access: can('search:read'),
  input: z.object({ limit: z.int().min(1).max(100).default(50), after: LessonId.optional() }),
  output: z.object({ items: z.array(RankingRule), next: LessonId.nullable() }).meta({ id: 'RankingRuleList' }),
  run: async (ctx, { limit, after }) => {
    const lessons = await lessonsAfter(ctx.sql, RankingRule, { kind: 'ranking', after, limit: limit + 1 })
    const items = lessons.slice(0, limit)
    return { items, next: lessons.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
