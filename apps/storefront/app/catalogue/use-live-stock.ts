import { useEffect, useState } from 'react'
import type { Variant } from '../api/outputs.ts'
import { follow } from '../live/live.ts'

type Availability = Variant['availability']

/** A connection follows 50 topics; the cart and others need theirs. */
const followed = 24

/** The variants with the stock of this moment: the page may be minutes old, and others buy meanwhile. */
export function useLiveStock(variants: readonly Variant[]): readonly Variant[] {
  const [known, setKnown] = useState<ReadonlyMap<string, Availability>>(new Map())
  const ids = variants.map(({ id }) => id).join()
  useEffect(() => {
    const leave = ids
      .split(',')
      .slice(0, followed)
      .map((id) => {
        const learn = (state: Pick<Variant, 'availability'> | undefined) => {
          if (state) setKnown((before) => new Map(before).set(id, state.availability))
        }
        return follow(`stock:${id}`, { onFresh: learn, onEvent: ({ state }) => learn(state) })
      })
    return () => {
      for (const one of leave) one()
    }
  }, [ids])
  return variants.map((variant) => {
    const availability = known.get(variant.id) ?? variant.availability
    return availability === variant.availability
      ? variant
      : { ...variant, availability, inStock: availability !== 'out' }
  })
}
