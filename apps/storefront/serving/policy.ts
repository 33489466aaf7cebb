import { createHash, randomBytes } from 'node:crypto'

export function newNonce(): string {
  return randomBytes(16).toString('base64')
}

/** What the page of a path may load and run. `scripts` names the inline ones, by nonce or by digest. */
export function contentPolicy(scripts: readonly string[], path: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${scripts.map((script) => `'${script}'`).join(' ')}`.trimEnd(),
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(leadsElsewhere(path) ? [] : ["form-action 'self'"]),
  ].join('; ')
}

const elsewhere = ['/checkout', '/account/log-in', '/account/security']

/**
 * Browsers apply `form-action` to where a form is redirected as well, and a provider's payment page or whoever vouches for a person has an
 * address of its own.
 */
function leadsElsewhere(path: string): boolean {
  return elsewhere.includes(path) || path.startsWith('/orders/')
}

/**
 * A kept page is shown many times, so it cannot hold a nonce. The scripts that the renderer marked with one are named by their digests
 * instead; what did not carry it, such as markup that slipped in by some text, stays barred.
 */
export function byDigests(html: string, nonce: string): { readonly html: string; readonly digests: readonly string[] } {
  const mark = ` nonce="${nonce}"`
  const digests = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(([, attributes = '']) => attributes.includes(mark) && !attributes.includes(' src='))
    .map(([, , script = '']) => `sha256-${createHash('sha256').update(script).digest('base64')}`)
  return { html: html.replaceAll(mark, ''), digests: [...new Set(digests)] }
}
