export type LeaseOptions = {
  /** Milliseconds that a lease lasts unless it is renewed. */
  readonly time: number
  /** Renews it; returns whether it was still held. */
  readonly renew: () => Promise<boolean>
  /** Called when somebody else may hold it by now. */
  readonly onLost: () => void
  readonly onError: (error: unknown) => void
}

/** Renews a lease in good time until the function it returns is called. */
export function keepLease({ time, renew, onLost, onError }: LeaseOptions): () => void {
  let heldUntil = performance.now() + time
  const renewal = setInterval(() => {
    const asked = performance.now()
    if (asked > heldUntil) onLost()
    renew().then((held) => {
      if (held) heldUntil = asked + time
      else onLost()
    }, onError)
  }, time / 3)
  return () => clearInterval(renewal)
}
