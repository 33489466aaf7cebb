import { useEffect, useState } from 'react'
import { useRevalidator } from 'react-router'
import { followOwn } from '../live/live.ts'

/** Milliseconds between two looks, and how many there are; after that a mail says it. */
const pause = 2_000
/** Where the order is followed: not every move of it is an event. */
const longPause = 15_000
const looks = 60

/** Shows the order anew when it moves, and looks at it now and then while something is expected of others. */
export function useNews(number: string, isExpected: boolean): void {
  const { revalidate } = useRevalidator()
  const [isFollowed, setFollowed] = useState(false)
  useEffect(
    () =>
      followOwn(`order:${number}`, {
        onFresh: () => {
          setFollowed(true)
          void revalidate()
        },
        onEvent: () => void revalidate(),
        onRefused: () => setFollowed(false),
      }),
    [number, revalidate],
  )
  useEffect(() => {
    if (!isExpected) return
    let left = looks
    const timer = setInterval(
      () => {
        left -= 1
        if (left <= 0) clearInterval(timer)
        if (document.visibilityState === 'visible') void revalidate()
      },
      isFollowed ? longPause : pause,
    )
    return () => clearInterval(timer)
  }, [isExpected, isFollowed, revalidate])
}
