/** A message as a mail server gets it. */
export type Mail = {
  /** Without angle brackets. The same on every try, so that a repeat is recognised. */
  readonly messageId: string
  /** `Name <address>` */
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}
