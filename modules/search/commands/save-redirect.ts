import { can, command, refuse } from '@merx/kernel'
import { isTaken } from '../data/constraints.ts'
import { Redirect } from '../domain/lesson.ts'
import { wordsKey } from '../domain/words-key.ts'
import { teach } from '../teach.ts'

export const saveRedirect = command({
  name: 'search.save-redirect',
  summary: 'Keeps words that lead to a page instead of a list; version 0 makes it.',
  rest: 'PUT /admin/search/redirects/{id}',
  access: can('search:write'),
  input: Redirect,
  output: Redirect,
  refuses: { unknown_lesson: 404, stale_version: 409, words_taken: 409, no_words: 422 },
  run: async (ctx, lesson) => {
    const { id, version, ...content } = lesson
    const key = wordsKey(content.words)
    if (key === '') return refuse('no_words', { detail: 'Nobody can type these words: give letters or digits.' })
    try {
      const refused = await teach(ctx, { id, version, kind: 'redirect', key, content })
      return refused ?? { ...lesson, version: version + 1 }
    } catch (error) {
      if (!isTaken(error, 'lesson_key')) throw error
      return refuse('words_taken', {
        detail: 'These words lead somewhere already. Change that redirect, or remove it.',
      })
    }
  },
})
