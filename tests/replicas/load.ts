import { answerOf, newBuyer } from '../journeys/buyer.ts'

/** Requests that flow through the shop until they are stopped. */
export type Load = {
  /** How many were answered so far. */
  count(): number
  /** Ends it; gives what was not as it should be. */
  stop(): Promise<readonly string[]>
}

/** Pieces of one variant that a cart takes. */
const fullCart = 40

/** Readers who look at the shop, and buyers who put one piece after the other into a cart and count with it. */
export function startLoad(
  url: string,
  { variantId, readers, buyers }: { readonly variantId: string; readonly readers: number; readonly buyers: number },
): Load {
  const failures: string[] = []
  let count = 0
  let isOver = false

  const watched = async (what: string, request: () => Promise<void>): Promise<void> => {
    try {
      await request()
      count += 1
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? `${error.message} ${error.cause ?? ''}` : String(error)}`)
    }
  }

  const look = async (path: string): Promise<void> => {
    const answer = await fetch(url + path)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`answered ${answer.status}`)
  }

  const read = async (): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) {
      // what nobody has asked for yet is made, not kept
      const paths = ['/', '/products', '/api/v1/products', `/api/v1/products?from=${turn}`, '/cart']
      for (const path of paths) await watched(`GET ${path}`, () => look(path))
    }
  }

  const buy = async (): Promise<void> => {
    while (!isOver) {
      const buyer = newBuyer(url)
      let taken = 0
      while (!isOver && taken < fullCart) {
        await watched('POST /cart/items', async () => {
          const cart = answerOf(await buyer.call('cart.add-item', { variantId, quantity: 1 }))
          taken += 1
          // one that came twice shows as one too many, one that was lost as one too few
          if (cart.count !== taken) throw new Error(`the cart holds ${cart.count} after ${taken} requests`)
        })
      }
    }
  }

  const running = [...Array.from({ length: readers }, read), ...Array.from({ length: buyers }, buy)]
  return {
    count: () => count,
    stop: async () => {
      isOver = true
      await Promise.all(running)
      return failures
    },
  }
}
