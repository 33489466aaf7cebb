import { can, command } from '@merx/kernel'
import { Synonym } from '../domain/lesson.ts'
import { teach } from '../teach.ts'

export const saveSynonym = command({
  name: 'search.save-synonym',
  summary: 'Keeps words that mean the same, or a word that finds others; version 0 makes it.',
  rest: 'PUT /admin/search/synonyms/{id}',
  access: can('search:write'),
  input: Synonym,
  output: Synonym,
  refuses: { unknown_lesson: 404, stale_version: 409 },
  run: async (ctx, lesson) => {
    const { id, version, ...content } = lesson
    const refused = await teach(ctx, { id, version, kind: 'synonym', key: null, content })
    return refused ?? { ...lesson, version: version + 1 }
  },
})
