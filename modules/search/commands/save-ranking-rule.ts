import { can, command, refuse } from '@merx/kernel'
import { readFilter } from '../domain/filter-text.ts'
import { RankingRule } from '../domain/lesson.ts'
import { teach } from '../teach.ts'

export const saveRankingRule = command({
  name: 'search.save-ranking-rule',
  summary:
    'Keeps what comes first, and what is moved up or down, for some words or in some category; version 0 makes it.',
  rest: 'PUT /admin/search/ranking-rules/{id}',
  access: can('search:write'),
  input: RankingRule,
  output: RankingRule,
  refuses: { unknown_lesson: 404, stale_version: 409, malformed_filter: 422 },
  run: async (ctx, lesson) => {
    const { id, version, ...content } = lesson
    const unread = content.adjustments.findIndex(({ filter }) => filter !== null && !readFilter(filter))
    if (unread >= 0) {
      const field = `adjustments.${unread}.filter`
      const detail = 'It is no filter: give what the facets of an answer say, such as `brand:noirel`.'
      return refuse('malformed_filter', { errors: [{ field, code: 'malformed_filter', detail }] })
    }
    const refused = await teach(ctx, { id, version, kind: 'ranking', key: null, content })
    return refused ?? { ...lesson, version: version + 1 }
  },
})
