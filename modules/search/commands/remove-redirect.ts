import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { LessonId, LessonVersion } from '../domain/lesson.ts'
import { unteach } from '../teach.ts'

export const removeRedirect = command({
  name: 'search.remove-redirect',
  summary: 'Takes back words that lead to a page instead of a list.',
  rest: 'DELETE /admin/search/redirects/{id}',
  access: can('search:write'),
  input: z.object({ id: LessonId, version: LessonVersion.min(1) }),
  output: z.object({}),
  refuses: { unknown_lesson: 404, stale_version: 409 },
  run: async (ctx, lesson) => (await unteach(ctx, 'redirect', lesson)) ?? {},
})
