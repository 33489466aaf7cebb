import type { Module } from '../runtime/module.ts'

/** The module that publishes an event: the first word of its name. */
export function publisherOf(eventName: string): string {
  return eventName.slice(0, eventName.indexOf('.'))
}

/** What the consumers and live readers of modules want of modules that live elsewhere. */
export type Foreign = { readonly modules: readonly string[]; readonly names: readonly string[] }

export function foreignEvents(modules: readonly Module[]): Foreign {
  const here = new Set(modules.map(({ name }) => name))
  const readers = modules.flatMap(({ consumers = [], live = [] }) => [...consumers, ...live])
  const wanted = new Set(readers.flatMap(({ on }) => on.map(({ name }) => name)))
  const names = [...wanted].filter((name) => !here.has(publisherOf(name)))
  return { names, modules: [...new Set(names.map(publisherOf))] }
}
