import { createHash } from 'node:crypto'
import { escapeHtml } from '../templates/formats.ts'

/** A page and the policy it is to be served with. */
export type DevelopmentPage = { readonly body: string; readonly contentSecurityPolicy: string }

const style = `
:root { color-scheme: light; --ink: #1c1a17; --quiet: #6f6a62; --rule: #e4dfd6; --paper: #faf8f5 }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
h1 { font: 1.5rem/1.3 Georgia, serif; margin: 0 0 1.5rem }
a { color: inherit }
table { width: 100%; border-collapse: collapse }
th, td { padding: .6rem .5rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top }
th, .quiet { color: var(--quiet); font-weight: normal }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1.5rem }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere }
iframe { width: 100%; height: 50rem; border: 1px solid var(--rule); background: #fff }
pre { padding: 1rem; border: 1px solid var(--rule); background: #fff; white-space: pre-wrap; overflow-wrap: anywhere }
`

const styleHash = createHash('sha256').update(style).digest('base64')

export function page(title: string, main: string): DevelopmentPage {
  return {
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${main}
</main></body></html>
`,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${styleHash}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}
