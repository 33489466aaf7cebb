import type { DescribedOperation } from './description.ts'

/** Names and ids that the shop really has, by the name of the field that they stood in: without them every path ends at the door. */
export type Known = { get(field: string): readonly (string | number)[] }

/** An answer of the shop; `noun` says of what. */
export type Told = { readonly noun: string; readonly body: unknown }

const most = 12

/** Gathers texts and numbers from answers; the `id` of a brand is known as `brandId` too, which is how others refer to it. */
export function knownFrom(answers: readonly Told[]): Known {
  const found = new Map<string, (string | number)[]>()
  const keep = (field: string, value: string | number): void => {
    const values = found.get(field) ?? []
    if (values.length < most && !values.includes(value)) found.set(field, [...values, value])
  }
  const gather = (value: unknown, noun: string): void => {
    if (Array.isArray(value)) for (const one of value) gather(one, noun)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        if (typeof member !== 'string' && typeof member !== 'number')
          gather(member, name === 'items' ? noun : singular(name))
        else for (const field of [name, compound(noun, name)]) keep(field, member)
      }
    }
  }
  for (const { body, noun } of answers) gather(body, noun)
  return { get: (field) => found.get(field) ?? [] }
}

/** Under which name others know a parameter: the `{id}` of `/admin/brands/{id}` is a `brandId`. */
export function nameFor({ path }: Pick<DescribedOperation, 'path'>, parameter: string): string {
  const before = path
    .slice(0, path.indexOf(`{${parameter}}`))
    .split('/')
    .at(-2)
  return before && ['id', 'slug', 'code'].includes(parameter) ? compound(singular(before), parameter) : parameter
}

export function singular(name: string): string {
  return name.replace(/ies$/, 'y').replace(/s$/, '')
}

function compound(noun: string, name: string): string {
  return `${noun}${name.charAt(0).toUpperCase()}${name.slice(1)}`
}
