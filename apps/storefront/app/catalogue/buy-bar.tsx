import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Variant } from '../api/outputs.ts'
import { Price } from '../components/price.tsx'

type Props = {
  readonly name: string
  readonly variant: Variant
  /** The id of the form that the button sends. */
  readonly form: string
}

/** On phones, what buys the piece stays at hand when its form is scrolled away. */
export function BuyBar({ name, variant, form }: Props) {
  const mark = useRef<HTMLDivElement>(null)
  const isPast = useIsPast(mark)
  const canBuy = variant.inStock && variant.price !== null
  return (
    <>
      <div ref={mark} />
      {isPast && canBuy && (
        <div className="fixed inset-x-0 bottom-0 z-20 flex animate-rise items-center gap-4 border-t border-line bg-paper px-4 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:hidden">
          <p className="min-w-0 grow text-small">
            <span className="block truncate">{name}</span>
            <span className="text-ink-soft">
              <Price price={variant.price} />
            </span>
          </p>
          <button
            type="submit"
            form={form}
            className="min-h-12 shrink-0 bg-ink px-8 text-small text-paper transition-colors hover:bg-accent hover:text-on-accent"
          >
            Add to cart
          </button>
        </div>
      )}
    </>
  )
}

/** Whether a place of the page lies above what is seen. */
function useIsPast(mark: RefObject<HTMLElement | null>): boolean {
  const [isPast, setPast] = useState(false)
  useEffect(() => {
    if (!mark.current) return
    const observer = new IntersectionObserver(([entry]) => {
      setPast(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top < 0)
    })
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [mark])
  return isPast
}
