/** How postal codes look where mistakes are common and the form is beyond doubt; elsewhere any text will do. */
const forms: Readonly<Record<string, { readonly form: RegExp; readonly example: string }>> = {
  AT: { form: /^[1-9]\d{3}$/, example: '1010' },
  AU: { form: /^\d{4}$/, example: '2000' },
  BE: { form: /^[1-9]\d{3}$/, example: '1000' },
  BR: { form: /^\d{5}-?\d{3}$/, example: '01310-100' },
  CA: { form: /^[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d$/, example: 'K1A 0B1' },
  CH: { form: /^[1-9]\d{3}$/, example: '8001' },
  CN: { form: /^\d{6}$/, example: '100000' },
  CZ: { form: /^\d{3} ?\d{2}$/, example: '110 00' },
  DE: { form: /^\d{5}$/, example: '10115' },
  DK: { form: /^\d{4}$/, example: '1050' },
  ES: { form: /^\d{5}$/, example: '28001' },
  FI: { form: /^\d{5}$/, example: '00100' },
  FR: { form: /^\d{5}$/, example: '75001' },
  GB: { form: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/, example: 'SW1A 1AA' },
  IN: { form: /^[1-9]\d{2} ?\d{3}$/, example: '110001' },
  IT: { form: /^\d{5}$/, example: '00118' },
  JP: { form: /^\d{3}-?\d{4}$/, example: '100-0001' },
  MX: { form: /^\d{5}$/, example: '06000' },
  NL: { form: /^[1-9]\d{3} ?[A-Z]{2}$/, example: '1012 AB' },
  NO: { form: /^\d{4}$/, example: '0150' },
  PL: { form: /^\d{2}-?\d{3}$/, example: '00-001' },
  PT: { form: /^\d{4}(-?\d{3})?$/, example: '1000-001' },
  SE: { form: /^\d{3} ?\d{2}$/, example: '111 20' },
  SG: { form: /^\d{6}$/, example: '018956' },
  US: { form: /^\d{5}(-\d{4})?$/, example: '10001' },
}

/** Where there are none. */
const without: readonly string[] = ['AE', 'AO', 'BS', 'BZ', 'FJ', 'GH', 'HK', 'JM', 'MO', 'PA', 'QA', 'UG', 'ZW']

/** What is wrong with a postal code; `undefined` if nothing is. */
export function postalCodeFault(country: string, postalCode: string): string | undefined {
  if (postalCode === '') return without.includes(country) ? undefined : 'is required in this country'
  const known = forms[country]
  if (!known || known.form.test(postalCode.toUpperCase())) return undefined
  return `is no postal code of ${country}: expected one like ${known.example}`
}
