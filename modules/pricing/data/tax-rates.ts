import type { Sql } from '@merx/kernel'
import type { TaxRate } from '../domain/tax.ts'

/** Where a tax is due; `region` '' means the whole country. */
export type TaxPlace = { readonly country: string; readonly region: string }

/** The rates of a country and of one of its regions. */
export async function taxRatesOf(sql: Sql, { country, region }: TaxPlace): Promise<readonly TaxRate[]> {
  return sql<TaxRate[]>`
    select tax_category as "taxCategory", name, rate from pricing.tax_rate
    where country = ${country} and region in ('', ${region}) order by region, tax_category, name`
}

/** Replaces what stands for exactly this country and region. */
export async function replaceTaxRates(sql: Sql, place: TaxPlace, rates: readonly TaxRate[]): Promise<void> {
  const { country, region } = place
  const categories = rates.map((rate) => rate.taxCategory)
  const names = rates.map((rate) => rate.name)
  await sql`
    delete from pricing.tax_rate where country = ${country} and region = ${region}
      and (tax_category, name) not in (select * from unnest(${categories}::text[], ${names}::text[]))`
  await sql`
    insert into pricing.tax_rate (country, region, tax_category, name, rate)
    select ${country}, ${region}, *
    from unnest(${categories}::text[], ${names}::text[], ${rates.map((rate) => rate.rate)}::integer[])
    on conflict (country, region, tax_category, name) do update set rate = excluded.rate`
}
