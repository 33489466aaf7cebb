import type { Sql } from '@merx/kernel'
import { RankingRule, Redirect, Synonym } from '../domain/lesson.ts'
import type { Vocabulary } from '../engine/search-engine.ts'

const popularDays = 30
const mostPopular = 2_000
/** A query is offered to others when several people, on more days than one, have found something by it. */
const fewestSearches = 5
const fewestDays = 2

/** Redirects and ranking rules, in the order of their making. */
export async function readRules(sql: Sql) {
  const rows = await sql<{ kind: string; lesson: object }[]>`
    select kind, content || jsonb_build_object('id', id, 'version', version) as lesson
    from search.lesson where kind in ('redirect', 'ranking') order by id`
  const ofKind = (wanted: string) => rows.flatMap(({ kind, lesson }) => (kind === wanted ? [lesson] : []))
  return {
    redirects: ofKind('redirect').map((lesson) => Redirect.parse(lesson)),
    rankings: ofKind('ranking').map((lesson) => RankingRule.parse(lesson)),
  }
}

/** What the engine is taught: synonyms of staff, and what others have searched lately and found. */
export async function readVocabulary(sql: Sql, language: string): Promise<Vocabulary> {
  const lessons = await sql<{ lesson: object }[]>`
    select content || jsonb_build_object('id', id, 'version', version) as lesson
    from search.lesson where kind = 'synonym' order by id`
  const popular = await sql<{ text: string; weight: number }[]>`
    select words as text, sum(searches)::int as weight from search.query_day
    where day > current_date - ${popularDays}::int
    group by words
    having sum(searches) >= ${fewestSearches} and count(distinct day) >= ${fewestDays}
      and sum(nothing_found) * 2 < sum(searches)
    order by sum(searches) desc, words limit ${mostPopular}`
  return {
    synonyms: lessons.map(({ lesson }) => {
      const { from, terms } = Synonym.parse(lesson)
      return { language, terms, ...(from !== null && { from }) }
    }),
    popular: popular.map((query) => ({ ...query, language })),
  }
}
