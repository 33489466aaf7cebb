/**
 * What streams and subjects are called. The stream of a module is `<prefix>-<module>`; it takes the subjects
 * `<prefix>.<name of the event>.<key>`, for an event's name begins with its module.
 */
export type Subjects = {
  stream(module: string): string
  /** All subjects of a module. */
  all(module: string): string
  subject(event: { readonly name: string; readonly key: string }): string
  /** The name of the event that was published to a subject. */
  eventName(subject: string): string
}

export function createSubjects(prefix: string): Subjects {
  return {
    stream: (module) => `${prefix}-${module}`,
    all: (module) => `${prefix}.${module}.>`,
    subject: ({ name, key }) => `${prefix}.${name}.${token(key)}`,
    eventName: (subject) => subject.slice(prefix.length + 1, subject.lastIndexOf('.')),
  }
}

/** A text as one token of a subject, or as a name: without dots, wildcards and spaces. `=` alone stands for the empty text. */
export function token(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E').replaceAll('*', '%2A')
  // the broker takes a percent sign in a name for a directive of its formatting
  return encoded.replaceAll('%', '=') || '='
}
