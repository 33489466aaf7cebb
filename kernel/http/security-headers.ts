/** On every answer of the process; a page may replace what it needs otherwise. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Answers of the API are data: a browser that opens one may load and run nothing. */
export const apiHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders,
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** A year, once a production answer has gone over https. */
export const strictTransport = 'max-age=31536000; includeSubDomains'
