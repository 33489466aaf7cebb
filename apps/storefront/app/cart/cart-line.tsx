import { Link, useFetcher } from 'react-router'
import type { CartProblem, CartLine as Line } from '../api/outputs.ts'
import { Picture } from '../components/picture.tsx'
import { useSettled } from '../components/use-settled.ts'
import { formatAmount, formatPrice } from '../money/format.ts'
import type { CartAnswer } from './change.server.ts'
import { problemText } from './problems.ts'

type Props = { readonly line: Line; readonly problems: readonly CartProblem[]; readonly told: CartAnswer | undefined }

export function CartLine({ line, problems, told }: Props) {
  const fetcher = useFetcher<CartAnswer>({ key: `line-${line.id}` })
  const form = useSettled((settled) => {
    if (settled.checkValidity()) fetcher.submit(settled)
  })
  const message = (fetcher.data ?? (told?.lineId === line.id ? told : undefined))?.message
  const isLeaving = fetcher.formData?.get('intent') === 'remove'
  return (
    <li
      className={`grid grid-cols-[6rem_1fr] gap-4 border-b border-line py-6 transition-opacity md:grid-cols-[9rem_1fr_auto] md:gap-8 ${isLeaving ? 'opacity-40' : ''}`}
    >
      <Picture picture={line.image} sizes="(min-width: 768px) 144px, 96px" decorative />
      <div>
        <h2 className="text-name">
          <Link to={`/products/${line.productSlug}?variant=${encodeURIComponent(line.sku)}`} prefetch="intent">
            {line.name}
          </Link>
        </h2>
        <p className="text-small text-ink-soft">{line.options.map(({ value }) => value).join(', ')}</p>
        {line.quantity > 1 && <p className="text-small text-ink-soft">{formatPrice(line.unitPrice)} each</p>}
        <ul aria-live="polite" className="text-small text-alarm">
          {problems.map((problem) => (
            <li key={problem.code} className="pt-2">
              {problemText(problem)}
            </li>
          ))}
          {message && <li className="pt-2">{message}</li>}
        </ul>
        <fetcher.Form ref={form} method="post" action="/cart" className="flex flex-wrap items-center gap-4 pt-4">
          <input type="hidden" name="lineId" value={line.id} />
          <Quantity key={line.quantity} line={line} />
          <button
            type="submit"
            name="intent"
            value="remove"
            formNoValidate
            aria-label={`Remove ${nameOf(line)}`}
            className="min-h-12 text-small text-ink-soft underline underline-offset-4 hover:text-ink"
          >
            Remove
          </button>
        </fetcher.Form>
      </div>
      <p
        aria-busy={fetcher.state !== 'idle'}
        className="col-start-2 tabular-nums aria-busy:opacity-50 md:col-start-auto md:text-right"
      >
        {formatAmount(line.subtotal)}
      </p>
    </li>
  )
}

function Quantity({ line }: Pick<Props, 'line'>) {
  const id = `quantity-${line.id}`
  return (
    <div className="flex">
      <label htmlFor={id} className="sr-only">
        Quantity of {nameOf(line)}
      </label>
      <input
        id={id}
        name="quantity"
        type="number"
        inputMode="numeric"
        min={1}
        max={999}
        required
        defaultValue={line.quantity}
        className="min-h-12 w-20 border border-line-strong bg-transparent px-3 tabular-nums"
      />
      <button
        type="submit"
        name="intent"
        value="change"
        aria-label={`Update ${nameOf(line)}`}
        className="min-h-12 border border-l-0 border-line-strong px-4 text-small transition-colors hover:bg-paper-deep"
      >
        Update
      </button>
    </div>
  )
}

/** Two lines may hold the same piece in two colours. */
function nameOf({ name, options }: Line): string {
  return [name, ...options.map(({ value }) => value)].join(', ')
}
