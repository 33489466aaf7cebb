import { useEffect } from 'react'
import { useRevalidator } from 'react-router'

/** Milliseconds between two looks, and how many there are; after that a mail says it. */
const pause = 2_000
const looks = 60

/** Looks at the order again while something is expected of others. */
export function useNews(isExpected: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isExpected) return
    let left = looks
    const timer = setInterval(() => {
      left -= 1
      if (left <= 0) clearInterval(timer)
      if (document.visibilityState === 'visible') void revalidate()
    }, pause)
    return () => clearInterval(timer)
  }, [isExpected, revalidate])
}
