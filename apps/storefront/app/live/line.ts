import { createLive, type Following, type Live, type Topics } from '@merx/client'

let line: Live<Topics> | undefined

/** The one connection of a tab for what changes while it is looked at. Only for effects: a server has none. */
export function live(): Live<Topics> {
  if (line) return line
  line = createLive<Topics>({ baseUrl: location.origin })
  // a page that is left is kept by the browser for the way back only if it holds no connection
  addEventListener('pagehide', line.pause)
  addEventListener('pageshow', line.resume)
  return line
}

/**
 * Follows what belongs to the buyer. The connection may be older than the cookie that says so: what is refused is asked once more over a
 * new one.
 */
export function followOwn<Name extends keyof Topics & string>(
  topic: Name,
  following: Following<Topics[Name]>,
): () => void {
  let renewed = false
  return live().follow(topic, {
    ...following,
    onRefused: (code) => {
      if (renewed) {
        following.onRefused?.(code)
      } else {
        renewed = true
        live().renew()
      }
    },
  })
}
