import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { lessonsAfter } from '../data/lessons.ts'
import { LessonId, Redirect } from '../domain/lesson.ts'

export const listRedirects = query({
  name: 'search.list-redirects',
  summary: 'Lists words that lead to a page instead of a list, in the order of their making.',
  rest: 'GET /admin/search/redirects',
  access: can('search:read'),
  input: z.object({ limit: z.int().min(1).max(100).default(50), after: LessonId.optional() }),
  output: z.object({ items: z.array(Redirect), next: LessonId.nullable() }).meta({ id: 'RedirectList' }),
  run: async (ctx, { limit, after }) => {
    const lessons = await lessonsAfter(ctx.sql, Redirect, { kind: 'redirect', after, limit: limit + 1 })
    const items = lessons.slice(0, limit)
    return { items, next: lessons.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
