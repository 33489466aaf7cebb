import type { ReactNode } from 'react'
import { fieldId } from './field.tsx'
import { ErrorSummary } from './notice.tsx'

type Props = {
  readonly title: string
  /** What is wrong, by the names of the fields. */
  readonly errors: Readonly<Partial<Record<string, string>>>
  /** Where to go on if no field is to blame. */
  readonly children?: ReactNode
}

/** Why a form was not taken, with the way to each field that needs another look. */
export function FormFaults({ title, errors, children }: Props) {
  const faults = Object.entries(errors)
  return (
    <div className="pb-8">
      <ErrorSummary title={title}>
        {faults.length > 0 ? (
          <ul className="list-disc pt-2 pl-5">
            {faults.map(([name, message]) => (
              <li key={name}>
                <a href={`#${fieldId(name)}`} className="underline underline-offset-4">
                  {message}
                </a>
              </li>
            ))}
          </ul>
        ) : (
          children
        )}
      </ErrorSummary>
    </div>
  )
}
