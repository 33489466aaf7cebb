const day = 24 * 60 * 60

const name = 'merx_order_link'

type Opened = { readonly number: string; readonly token: string }

/** Keeps what opens an order for a day, for the pages of this order alone: the link shows it once. */
export function orderCookie({ number, token }: Opened, url: string): string {
  const secure = new URL(url).protocol === 'https:' ? '; Secure' : ''
  return `${name}=${encodeURIComponent(token)}; Path=/orders/${encodeURIComponent(number)}; Max-Age=${day}; HttpOnly; SameSite=Lax${secure}`
}

/** A guest keeps what opens the order; an order of a user has no token and needs none. */
export function orderHeaders(
  { number, token }: { readonly number: string; readonly token?: string | undefined },
  url: string,
) {
  return token === undefined ? {} : { 'set-cookie': orderCookie({ number, token }, url) }
}

export function orderToken(cookies: string | null): string | undefined {
  const value = cookies?.match(/(?:^|;\s*)merx_order_link=([\w.~%-]{1,300})(?:;|$)/)?.[1]
  return value === undefined ? undefined : decoded(value)
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    // any page of the host may have set it
    return undefined
  }
}
