import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'

/** A process that serves a part of the schema. */
export type Subgraph = { readonly name: string; readonly url: string }

/** Asks every process for its part and composes them; throws with what does not fit, or who does not answer. */
export async function composeSupergraph(subgraphs: readonly Subgraph[]): Promise<string> {
  const parts = await Promise.all(
    subgraphs.map(async ({ name, url }) => {
      const sdl = await fetchSdl(name, url)
      return sdl === undefined ? [] : [{ name, url, typeDefs: parse(sdl) }]
    }),
  )
  const composed = composeServices(parts.flat())
  if (composed.supergraphSdl) return composed.supergraphSdl
  const faults = composed.errors?.map(({ message }) => `  - ${message}`) ?? []
  throw new Error(`The subgraphs do not fit together:\n${faults.join('\n')}`)
}

/** `undefined` where the process has nothing to show. */
async function fetchSdl(name: string, url: string): Promise<string | undefined> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
    signal: AbortSignal.timeout(5_000),
  })
  if (answer.status === 404) return undefined
  if (!answer.ok) throw new Error(`The subgraph '${name}' answered ${answer.status} at ${url}`)
  const body: unknown = await answer.json()
  const sdl = field(field(field(body, 'data'), '_service'), 'sdl')
  if (typeof sdl !== 'string') throw new Error(`The subgraph '${name}' tells no schema at ${url}`)
  return sdl
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
}
