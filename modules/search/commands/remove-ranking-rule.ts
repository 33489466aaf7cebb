import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { LessonId, LessonVersion } from '../domain/lesson.ts'
import { unteach } from '../teach.ts'

export const removeRankingRule = command({
  name: 'search.remove-ranking-rule',
  summary: 'Takes back what comes first, and what is moved up or down, for some words or in some category.',
  rest: 'DELETE /admin/search/ranking-rules/{id}',
  access: can('search:write'),
  input: z.object({ id: LessonId, version: LessonVersion.min(1) }),
  output: z.object({}),
  refuses: { unknown_lesson: 404, stale_version: 409 },
  run: async (ctx, lesson) => (await unteach(ctx, 'ranking', lesson)) ?? {},
})
