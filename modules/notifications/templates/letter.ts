import { escapeHtml } from './formats.ts'

/** What every mail is made of, whatever it tells. */
export type Letter = {
  readonly shopName: string
  readonly subject: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly button: { readonly label: string; readonly link: string }
  /** Stands below the button, once as text and once as table rows. */
  readonly details: { readonly text: string; readonly html: string }
}

const ink = '#1c1a17'
const quiet = '#6f6a62'
const serif = "Georgia, 'Times New Roman', serif"
const sans = "-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"

export function letterText({ shopName, heading, paragraphs, button, details }: Letter): string {
  const parts = [heading, ...paragraphs, `${button.label}: ${button.link}`, details.text, shopName]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** Tables and inline styles, because mail clients know little else; readable without them. */
export function letterHtml({ shopName, subject, heading, paragraphs, button, details }: Letter): string {
  const prose = paragraphs
    .map((paragraph) => `<p style="margin:0 0 16px;font:16px/1.6 ${sans};color:${ink}">${escapeHtml(paragraph)}</p>`)
    .join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f1ec">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f1ec">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff">
<tr><td style="padding:32px 40px 0;font:20px/1 ${serif};letter-spacing:0.18em;text-transform:uppercase;color:${ink}">${escapeHtml(shopName)}</td></tr>
<tr><td style="padding:32px 40px 8px">
<h1 style="margin:0 0 16px;font:normal 28px/1.25 ${serif};color:${ink}">${escapeHtml(heading)}</h1>
${prose}
<p style="margin:24px 0 8px"><a href="${escapeHtml(button.link)}" style="display:inline-block;padding:14px 28px;background:${ink};color:#ffffff;font:15px/1 ${sans};text-decoration:none">${escapeHtml(button.label)}</a></p>
</td></tr>
<tr><td style="padding:16px 40px 40px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font:15px/1.5 ${sans};color:${ink}">
${details.html}
</table>
</td></tr>
</table>
<p style="margin:24px 0 0;font:13px/1.5 ${sans};color:${quiet}">${escapeHtml(shopName)}</p>
</td></tr>
</table>
</body>
</html>
`
}

const rule = 'border-top:1px solid #e4dfd6'

/** One line of the details: what it is, and what it costs. */
export function detailRow(label: string, value: string, note = ''): string {
  const below = note === '' ? '' : `<br><span style="color:${quiet}">${escapeHtml(note)}</span>`
  return `<tr><td style="padding:10px 0;${rule}">${escapeHtml(label)}${below}</td><td align="right" valign="top" style="padding:10px 0;${rule};white-space:nowrap">${escapeHtml(value)}</td></tr>`
}

/** A part of the details over the whole width. */
export function detailBlock(heading: string, lines: readonly string[]): string {
  return `<tr><td colspan="2" style="padding:20px 0 0;${rule}"><span style="color:${quiet}">${escapeHtml(heading)}</span><br>${lines.map(escapeHtml).join('<br>')}</td></tr>`
}
