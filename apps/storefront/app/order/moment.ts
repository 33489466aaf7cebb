const formatter = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** In UTC, so that server and browser say the same. */
export function formatMoment(iso: string): string {
  return `${formatter.format(new Date(iso))} UTC`
}
