import { type ReactNode, useState } from 'react'
import { Select } from './select.tsx'

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly error?: string | undefined
  readonly optional?: boolean
}

const box = 'block w-full min-h-12 border bg-transparent px-4 text-small aria-invalid:border-alarm border-line-strong'

/** The id under which an error summary finds the field. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll('.', '-')}`
}

function Field({ name, label, error, optional, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <div>
      <label htmlFor={fieldId(name)} className="block pb-1 text-small">
        {label}
        {optional && <span className="text-ink-soft"> (optional)</span>}
      </label>
      {children}
      {error && (
        <p id={`${fieldId(name)}-error`} className="pt-1 text-small text-alarm">
          {error}
        </p>
      )}
    </div>
  )
}

function told({ name, error, optional }: FieldProps) {
  return {
    id: fieldId(name),
    name,
    required: !optional,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${fieldId(name)}-error` : undefined,
  } as const
}

type TextProps = FieldProps & {
  readonly value?: string | undefined
  readonly type?: 'text' | 'email' | 'tel'
  readonly autoComplete: string
  readonly maxLength?: number
}

export function TextField({ value = '', type = 'text', autoComplete, maxLength = 200, ...given }: TextProps) {
  const { field, edit } = useUneditedError(given)
  return (
    <Field {...field}>
      <input
        {...told(field)}
        className={box}
        type={type}
        defaultValue={value}
        autoComplete={autoComplete}
        onChange={edit}
        maxLength={maxLength}
      />
    </Field>
  )
}

type SelectProps = FieldProps & {
  readonly value?: string | undefined
  readonly autoComplete?: string
  readonly children: ReactNode
}

export function SelectField({ value, autoComplete, children, ...given }: SelectProps) {
  const { field, edit } = useUneditedError(given)
  return (
    <Field {...field}>
      <Select {...told(field)} onChange={edit} defaultValue={value} autoComplete={autoComplete}>
        {children}
      </Select>
    </Field>
  )
}

/** What was wrong with a field is said until it is touched; whether it is right now, the shop says when it is sent again. */
function useUneditedError<Given extends FieldProps>(given: Given) {
  const [isEdited, setEdited] = useState(false)
  return { field: isEdited ? { ...given, error: undefined } : given, edit: () => setEdited(true) }
}
