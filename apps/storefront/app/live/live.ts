import type { Following, Topics } from '@merx/client'

/** The code of the connection comes after the page: nobody waits for it to look at a piece. */
const line = () => import('./line.ts')

type Follow = <Name extends keyof Topics & string>(topic: Name, following: Following<Topics[Name]>) => () => void

/** Follows what is everybody's. Returns what ends it. Only for effects: a server has no connection. */
export const follow: Follow = (topic, following) =>
  whenThere(async () => (await line()).live().follow(topic, following))

/** Follows what belongs to the buyer. */
export const followOwn: Follow = (topic, following) => whenThere(async () => (await line()).followOwn(topic, following))

/** The buyer has another cookie than the connection was opened with. */
export function renewLine(): void {
  void line().then(({ live }) => live().renew(), noLine)
}

function whenThere(begin: () => Promise<() => void>): () => void {
  let isOver = false
  let leave: (() => void) | undefined
  begin().then((end) => {
    if (isOver) end()
    else leave = end
  }, noLine)
  return () => {
    isOver = true
    leave?.()
  }
}

/** The code could not be fetched: pages stand as they were rendered. */
function noLine(): void {}
