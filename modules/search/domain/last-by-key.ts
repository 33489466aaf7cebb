/** State events tell everything each time: of several about one thing the last is enough. */
export function lastByKey<Event extends { readonly key: string }>(events: readonly Event[]): readonly Event[] {
  return [...new Map(events.map((event) => [event.key, event])).values()]
}
