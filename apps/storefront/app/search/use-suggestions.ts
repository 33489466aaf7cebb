import { type Api, createClient, httpTransport } from '@merx/client'
import { useEffect, useState } from 'react'
import { type OptionGroup, optionsOf } from './options.ts'

const client = createClient<Api>({
  transport: httpTransport({ routes: { 'search.suggest': 'GET /search/suggestions' } }),
})

const fewestLetters = 2
/** Milliseconds that one types on without being asked for. */
const pause = 100

/** What to offer for the letters so far. Letters that are typed on break off what is under way. */
export function useSuggestions(text: string, market: string | undefined): readonly OptionGroup[] {
  const [groups, setGroups] = useState<readonly OptionGroup[]>([])
  useEffect(() => {
    const q = text.trim()
    const leaving = new AbortController()
    const timer = setTimeout(
      async () => {
        if (q.length < fewestLetters) return setGroups([])
        const input = { q, limit: 4, ...(market !== undefined && { market }) }
        const answer = await client.call('search.suggest', input, { signal: leaving.signal })
        if (leaving.signal.aborted) return
        setGroups(answer.ok ? optionsOf(answer.value) : [])
      },
      q.length < fewestLetters ? 0 : pause,
    )
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [text, market])
  return groups
}
