import { Link } from 'react-router'

/** What one wants to know before buying; times and prices of an address are told with it, at checkout. */
export function DeliveryNote() {
  return (
    <div className="space-y-3 text-small text-ink-soft">
      <p>
        Packed by hand and sent within two working days. What delivery costs and how long it takes depends on where it
        goes: both are shown with your address, before you order.
      </p>
      <p>
        What does not please comes back within 30 days.{' '}
        <Link to="/legal/delivery" className="underline decoration-line-strong underline-offset-4 hover:decoration-ink">
          Delivery and returns in full
        </Link>
      </p>
    </div>
  )
}
