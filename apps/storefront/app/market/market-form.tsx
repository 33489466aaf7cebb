import { Form, useLocation, useNavigation } from 'react-router'
import type { Market } from '../api/outputs.ts'
import { Select } from '../components/select.tsx'

type Props = { readonly markets: readonly Market[]; readonly market: string | undefined }

/** Where one shops, and with it the currency. */
export function MarketForm({ markets, market }: Props) {
  const { pathname } = useLocation()
  const { formAction } = useNavigation()
  return (
    <Form method="post" action="/market" id="market" className="text-small" preventScrollReset>
      <input type="hidden" name="back" value={pathname} />
      <label htmlFor="market-choice" className="block text-on-night-soft">
        Delivery & currency
      </label>
      <div className="flex">
        <Select key={market} id="market-choice" name="market" defaultValue={market} ground="night">
          {markets.map(({ code, name, currency }) => (
            <option key={code} value={code}>
              {name}, {currency}
            </option>
          ))}
        </Select>
        <button
          type="submit"
          aria-busy={formAction === '/market'}
          className="min-h-12 shrink-0 px-4 underline decoration-on-night-soft underline-offset-4 transition-colors hover:decoration-on-night focus-visible:outline-on-night"
        >
          Change
        </button>
      </div>
    </Form>
  )
}
