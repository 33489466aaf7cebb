import { chooseScheme, type Scheme, useScheme } from './scheme.ts'

const choices: readonly { readonly scheme: Scheme | undefined; readonly label: string }[] = [
  { scheme: undefined, label: 'As the system' },
  { scheme: 'light', label: 'Light' },
  { scheme: 'dark', label: 'Dark' },
]

/** Light or dark, for who wants another than the system has. Without script that decides. */
export function SchemeChoice() {
  const chosen = useScheme()
  return (
    <fieldset className="text-small noscript:hidden">
      <legend className="pb-1 text-on-night-soft">Light or dark</legend>
      <div className="flex flex-wrap gap-x-6">
        {choices.map(({ scheme, label }) => (
          <label key={label} className="inline-flex min-h-10 items-center gap-2">
            <input
              type="radio"
              name="scheme"
              checked={chosen === scheme}
              onChange={() => chooseScheme(scheme)}
              className="size-4 accent-on-night focus-visible:outline-on-night"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
