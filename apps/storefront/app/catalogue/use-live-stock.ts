import { useEffect, useState } from 'react'
import type { Variant } from '../api/outputs.ts'
import { live } from '../live/live.ts'

type Known = Pick<Variant, 'id' | 'availability'>

/** The variant with the stock of this moment: the page may be minutes old, and others buy meanwhile. */
export function useLiveStock(variant: Variant | undefined): Variant | undefined {
  const [known, setKnown] = useState<Known>()
  const id = variant?.id
  useEffect(() => {
    if (id === undefined) return
    const learn = (state: Pick<Known, 'availability'> | undefined) =>
      setKnown(state && { id, availability: state.availability })
    return live().follow(`stock:${id}`, { onFresh: learn, onEvent: ({ state }) => learn(state) })
  }, [id])
  if (!variant || known?.id !== variant.id) return variant
  return { ...variant, availability: known.availability, inStock: known.availability !== 'out' }
}
