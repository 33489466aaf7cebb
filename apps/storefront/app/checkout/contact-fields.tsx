import type { ReactNode } from 'react'
import { SelectField, TextField } from '../components/field.tsx'
import type { Country } from './countries.ts'
import type { FieldErrors, Values } from './form.ts'
import { hasRegions } from './regions.ts'

type Props = { readonly values: Values; readonly errors: FieldErrors; readonly countries: readonly Country[] }

export function ContactFields({ values, errors, countries }: Props) {
  const field = <Name extends keyof Values & string>(name: Name) =>
    ({ name, value: values[name], error: errors[name] }) as const
  return (
    <>
      <Group title="Contact">
        <TextField
          hint="The confirmation goes there."
          label="E-mail"
          type="email"
          autoComplete="email"
          {...field('email')}
        />
      </Group>
      <Group title="Address">
        <SelectField label="Country" autoComplete="shipping country" {...field('shippingAddress.country')}>
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField label="Full name" autoComplete="shipping name" {...field('shippingAddress.name')} />
        <TextField
          label="Company"
          autoComplete="shipping organization"
          optional
          {...field('shippingAddress.company')}
        />
        <TextField
          label="Street and number"
          autoComplete="shipping address-line1"
          {...field('shippingAddress.line1')}
        />
        <TextField
          label="Flat, floor, building"
          autoComplete="shipping address-line2"
          optional
          {...field('shippingAddress.line2')}
        />
        <div className="grid gap-6 sm:grid-cols-[1fr_2fr]">
          <TextField
            label="Postal code"
            autoComplete="shipping postal-code"
            maxLength={20}
            {...field('shippingAddress.postalCode')}
          />
          <TextField label="Town or city" autoComplete="shipping address-level2" {...field('shippingAddress.city')} />
        </div>
        <TextField
          label="State or region"
          autoComplete="shipping address-level1"
          maxLength={100}
          optional={!hasRegions(values['shippingAddress.country'] ?? '')}
          {...field('shippingAddress.region')}
        />
        <TextField
          label="Phone"
          type="tel"
          autoComplete="shipping tel"
          maxLength={40}
          optional
          {...field('shippingAddress.phone')}
        />
      </Group>
    </>
  )
}

type GroupProps = { readonly title: string; readonly children: ReactNode }

function Group({ title, children }: GroupProps) {
  return (
    <fieldset className="border-t border-line pt-6 pb-12">
      <legend className="float-start w-full pb-6 font-display text-title">{title}</legend>
      <div className="clear-both space-y-6">{children}</div>
    </fieldset>
  )
}
