import { can, command } from '@merx/kernel'
import { z } from 'zod'
import { LessonId, LessonVersion } from '../domain/lesson.ts'
import { unteach } from '../teach.ts'

export const removeSynonym = command({
  name: 'search.remove-synonym',
  summary: 'Takes back words that mean the same, or a word that finds others.',
  rest: 'DELETE /admin/search/synonyms/{id}',
  access: can('search:write'),
  input: z.object({ id: LessonId, version: LessonVersion.min(1) }),
  output: z.object({}),
  refuses: { unknown_lesson: 404, stale_version: 409 },
  run: async (ctx, lesson) => (await unteach(ctx, 'synonym', lesson)) ?? {},
})
