import { type ReactNode, useState } from 'react'
import { Select } from './select.tsx'

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly error?: string | undefined
  /** What helps to fill it in, said before anything is wrong. */
  readonly hint?: string
  readonly optional?: boolean
}

const box =
  'block w-full border-b border-line-strong bg-transparent py-2 text-body transition-colors hover:border-ink aria-invalid:border-alarm'

/** The id under which an error summary finds the field. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll('.', '-')}`
}

function Field({ name, label, error, hint, optional, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <div>
      <label htmlFor={fieldId(name)} className="block text-small text-ink-soft">
        {label}
        {optional && ' (optional)'}
      </label>
      {children}
      {hint && (
        <p id={`${fieldId(name)}-hint`} className="pt-2 text-caption text-ink-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${fieldId(name)}-error`} className="pt-2 text-small text-alarm">
          {error}
        </p>
      )}
    </div>
  )
}

function told({ name, error, hint, optional }: FieldProps) {
  const id = fieldId(name)
  return {
    id,
    name,
    required: !optional,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  } as const
}

type TextProps = FieldProps & {
  readonly value?: string | undefined
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search'
  readonly inputMode?: 'numeric'
  readonly autoComplete: string
  readonly maxLength?: number
}

export function TextField({
  value = '',
  type = 'text',
  inputMode,
  autoComplete,
  maxLength = 200,
  ...given
}: TextProps) {
  const { field, edit } = useUneditedError(given)
  return (
    <Field {...field}>
      <input
        {...told(field)}
        className={`${box} min-h-12`}
        type={type}
        inputMode={inputMode}
        defaultValue={value}
        autoComplete={autoComplete}
        onChange={edit}
        maxLength={maxLength}
      />
    </Field>
  )
}

type TextAreaProps = FieldProps & { readonly value?: string | undefined; readonly maxLength?: number }

export function TextArea({ value = '', maxLength = 2_000, ...given }: TextAreaProps) {
  const { field, edit } = useUneditedError(given)
  return (
    <Field {...field}>
      <textarea
        {...told(field)}
        className={`${box} min-h-24 field-sizing-content`}
        defaultValue={value}
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

type CheckboxProps = {
  readonly name: string
  readonly value?: string
  readonly checked?: boolean
  readonly children: ReactNode
}

/** Something that is so or not, with its words beside it. */
export function Checkbox({ name, value = 'yes', checked = false, children }: CheckboxProps) {
  return (
    <label className="inline-flex min-h-12 items-center gap-3 text-small">
      <input
        type="checkbox"
        id={fieldId(name)}
        name={name}
        value={value}
        defaultChecked={checked}
        className="size-5 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  )
}

/** What was wrong with a field is said until it is touched; whether it is right now, the shop says when it is sent again. */
function useUneditedError<Given extends FieldProps>(given: Given) {
  const [isEdited, setEdited] = useState(false)
  return { field: isEdited ? { ...given, error: undefined } : given, edit: () => setEdited(true) }
}
