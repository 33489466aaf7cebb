import { type CardErrors, type CardField, testCards } from './cards.ts'
import { type Html, html } from './html.ts'
import type { PaymentRow } from './payments.ts'

/** The payment page. Nothing that was typed comes back but the expiry: a number and a code are typed again. */
export function paymentPage(
  payment: PaymentRow,
  {
    prefix,
    errors = {},
    expiry = '',
  }: { readonly prefix: string; readonly errors?: CardErrors; readonly expiry?: string },
): string {
  const hasErrors = Object.keys(errors).length > 0
  return page(
    { title: hasErrors ? 'Error: Card payment' : 'Card payment', prefix },
    html`${head(payment)}
      ${alertOf(payment, hasErrors)}
      <form method="post" action="${prefix}/pay/${payment.id}" autocomplete="on" novalidate>
        ${field(fields.number, errors)}
        <div class="pair">
          ${field(fields.expiry, errors, expiry)}
          ${field(fields.cvc, errors)}
        </div>
        <button>Pay ${amountOf(payment)}</button>
      </form>
      <form method="post" action="${prefix}/pay/${payment.id}/cancel">
        <button class="quiet">Cancel and return to the shop</button>
      </form>
      <details>
        <summary>Test cards</summary>
        <dl>${testCards.map(({ number, label }) => html`<dt>${grouped(number)}</dt><dd>${label}</dd>`)}</dl>
        <p>Any date to come and any three digits will do. No money moves.</p>
      </details>`,
  )
}

/** The question of 3-D Secure. */
export function challengePage(payment: PaymentRow, { prefix }: { readonly prefix: string }): string {
  const card = `${payment.brand ?? 'Card'} ending in ${payment.last4 ?? ''}`
  return page(
    { title: 'Confirm the payment', prefix },
    html`${head(payment)}
      <p>Is it you who pays with the ${card}?</p>
      <form method="post" action="${prefix}/pay/${payment.id}/challenge">
        <button name="answer" value="approve">Yes, confirm the payment</button>
        <button class="quiet" name="answer" value="refuse">No, refuse it</button>
      </form>`,
  )
}

/** What there is to see when there is nothing left to do. */
export function closedPage(payment: PaymentRow, { prefix }: { readonly prefix: string }): string {
  const paid = payment.status === 'captured'
  return page(
    { title: paid ? 'Payment made' : 'Payment cancelled', prefix },
    html`${head(payment)}
      <p>${paid ? 'This payment was made.' : 'This payment was cancelled. Nothing was charged.'}</p>
      <p><a href="${payment.return_url}">Return to the shop</a></p>`,
  )
}

export function unknownPage({ prefix }: { readonly prefix: string }): string {
  return page(
    { title: 'No such payment', prefix },
    html`<h1>There is no such payment.</h1><p>The address may be incomplete. Go back to the shop and start the payment again.</p>`,
  )
}

function page({ title, prefix }: { readonly title: string; readonly prefix: string }, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title} · Sandbox Bank</title>
  <link rel="stylesheet" href="${prefix}/style.css">
  <link rel="icon" href="data:,">
</head>
<body>
<main>
  <p class="bank">Sandbox Bank</p>
  ${body}
</main>
</body>
</html>
`.markup
}

function head(payment: PaymentRow): Html {
  return html`<h1>${payment.description || payment.reference}</h1>
    <p class="amount">${amountOf(payment)}</p>`
}

const declines: Readonly<Record<string, string>> = {
  card_declined: 'The card was declined. Nothing was charged; try another card.',
  insufficient_funds: 'The card has insufficient funds. Nothing was charged; try another card.',
  authentication_failed: 'The payment was not confirmed. Nothing was charged; try again or use another card.',
}

function alertOf(payment: PaymentRow, hasErrors: boolean): Html | undefined {
  const message = hasErrors
    ? 'Some of what you typed does not fit yet.'
    : payment.status === 'declined' && payment.reason
      ? declines[payment.reason]
      : undefined
  return message === undefined ? undefined : html`<p class="alert" role="alert">${message}</p>`
}

const fields = {
  number: { name: 'number', label: 'Card number', autocomplete: 'cc-number', placeholder: '4242 4242 4242 4242' },
  expiry: { name: 'expiry', label: 'Valid until', autocomplete: 'cc-exp', placeholder: 'MM / YY' },
  cvc: { name: 'cvc', label: 'Security code', autocomplete: 'cc-csc', placeholder: 'CVC' },
} as const

type Field = {
  readonly name: CardField
  readonly label: string
  readonly autocomplete: string
  readonly placeholder: string
}

function field({ name, label, autocomplete, placeholder }: Field, errors: CardErrors, value = ''): Html {
  const error = errors[name]
  const described = error && html`aria-invalid="true" aria-describedby="${name}-error"`
  return html`<p class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" inputmode="numeric" autocomplete="${autocomplete}" placeholder="${placeholder}"
      value="${value}" maxlength="23" required ${described}>
    ${error && html`<span class="error" id="${name}-error">${error}</span>`}
  </p>`
}

function amountOf({ amount, currency }: PaymentRow): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

function grouped(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ')
}
