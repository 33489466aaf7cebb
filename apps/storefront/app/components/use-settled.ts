import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'

/** Tells when something in a form is settled: a choice at once, a text when one leaves its field. `onChange` would tell of every key. */
export function useSettled(act: (form: HTMLFormElement) => void): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  const settled = useEffectEvent(act)
  useEffect(() => {
    const { current } = form
    if (!current) return
    const listen = () => settled(current)
    current.addEventListener('change', listen)
    return () => current.removeEventListener('change', listen)
  }, [])
  return form
}
