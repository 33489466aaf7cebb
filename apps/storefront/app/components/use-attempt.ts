import { useState } from 'react'

/** Counts the answers to a form, so that each is shown anew even if it says the same as the one before. */
export function useAttempt(answer: unknown): number {
  const [counted, count] = useState({ answer, attempt: 0 })
  if (counted.answer === answer) return counted.attempt
  count({ answer, attempt: counted.attempt + 1 })
  return counted.attempt + 1
}
