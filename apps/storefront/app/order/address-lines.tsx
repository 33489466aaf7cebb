import type { Order } from '../api/outputs.ts'

const countries = new Intl.DisplayNames('en', { type: 'region' })

/** As it stands on the parcel. */
export function AddressLines({ address }: { readonly address: Order['shippingAddress'] }) {
  const { name, company, line1, line2, city, region, postalCode, country } = address
  const town = [[postalCode, city].filter(Boolean).join(' '), region].filter(Boolean).join(', ')
  return (
    <address className="text-small not-italic">
      {[name, company, line1, line2, town, countries.of(country)].filter(Boolean).map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </address>
  )
}
