import { type Answer, isRefused, type Query } from '@merx/kernel'
import { listMailbox, type MailboxEntry } from '../queries/list-mailbox.ts'
import { type MailboxMail, readMailbox } from '../queries/read-mailbox.ts'
import { escapeHtml } from '../templates/formats.ts'
import { type DevelopmentPage, page } from './page.ts'

type Call = <In, Out, Code extends string>(
  operation: Query<In, Out, Code>,
  input: NoInfer<In>,
) => Promise<Answer<Out, Code>>

/**
 * The development mailbox as pages: `''` lists it, `'/<id>'` shows a mail, `'/<id>/html'` is the mail's HTML alone, which the page of the
 * mail holds in a frame because its inline styles need a policy of their own. `undefined`: there is no such page. `base` is where the
 * pages are mounted.
 */
export async function mailboxPage(call: Call, base: string, path: string): Promise<DevelopmentPage | undefined> {
  if (path === '' || path === '/') {
    const { items } = await call(listMailbox, { limit: 200 })
    return page('Mailbox', listed(items, base))
  }
  const [, id, part] = /^\/([0-9a-f-]{36})(\/html)?$/.exec(path) ?? []
  const asked = readMailbox.input.safeParse({ id })
  if (!asked.success) return undefined
  const mail = await call(readMailbox, asked.data)
  if (isRefused(mail)) return undefined
  return part ? htmlPart(mail) : page(mail.subject, shown(mail, base))
}

function listed(entries: readonly MailboxEntry[], base: string): string {
  if (entries.length === 0) return '<p class="quiet">No mail yet. What the shop sends appears here.</p>'
  const rows = entries.map(
    ({ id, recipient, subject, received, receivedAt }) =>
      `<tr><td><a href="${escapeHtml(`${base}/${id}`)}">${escapeHtml(subject)}</a>${received > 1 ? ` <span class="quiet">received ${received} times</span>` : ''}</td><td>${escapeHtml(recipient)}</td><td class="quiet"><time>${receivedAt}</time></td></tr>`,
  )
  return `<table><thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}

function shown({ id, messageId, sender, recipient, text, received, receivedAt }: MailboxMail, base: string): string {
  const fields = [
    ['From', sender],
    ['To', recipient],
    ['Received', received > 1 ? `${receivedAt}, ${received} times` : receivedAt],
    ['Message-ID', `<${messageId}>`],
  ] as const
  return `<p><a href="${escapeHtml(base)}">All mail</a></p>
<dl>${fields.map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<iframe sandbox="allow-popups" title="The mail as HTML" src="${escapeHtml(`${base}/${id}/html`)}"></iframe>
<h2>Text</h2>
<pre>${escapeHtml(text)}</pre>`
}

/** What a template wrote may be styled and shown, and nothing else: no script, no form, no request. */
function htmlPart({ html }: MailboxMail): DevelopmentPage {
  return {
    body: html.replace('<head>', '<head><base target="_blank">'),
    contentSecurityPolicy:
      "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'self'",
  }
}
