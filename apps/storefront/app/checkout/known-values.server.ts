import type { Shop } from '../api/shop.server.ts'
import type { Country } from './countries.ts'
import type { Values } from './form.ts'

/** What is known of who orders: the address of their account, and the one from their book that goods go to, if they can go there. */
export async function knownValues({ client }: Shop, countries: readonly Country[]): Promise<Values> {
  const [profile, book] = await Promise.all([
    client.call('accounts.show-profile'),
    client.call('accounts.list-addresses'),
  ])
  if (!profile.ok) return {}
  const { email, name, phone } = profile.value
  const saved = book.ok ? book.value.items.find(({ isDefaultShipping }) => isDefaultShipping)?.address : undefined
  const address = saved && countries.some(({ code }) => code === saved.country) ? saved : { name, phone }
  const fields = Object.entries(address).flatMap(([field, value]) =>
    value ? [[`shippingAddress.${field}`, value]] : [],
  )
  return { email, ...Object.fromEntries(fields) }
}
