const drawings = {
  bag: 'M5 8h14l1 13H4L5 8Zm4 3V6a3 3 0 0 1 6 0v5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.7-1.8L21 21',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c.6-4 3.8-6 8-6s7.4 2 8 6',
  heart:
    'M12 20s-8-4.6-8-10.4C4 6.8 5.9 5 8.2 5c1.6 0 3 .9 3.8 2.4C12.8 5.9 14.2 5 15.8 5 18.1 5 20 6.8 20 9.6 20 15.4 12 20 12 20Z',
  menu: 'M3 8h18M3 16h18',
  close: 'M5 5l14 14M19 5 5 19',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  down: 'm6 9 6 6 6-6',
  check: 'm5 12.5 4.5 4.5L19 7.5',
} as const

export type IconName = keyof typeof drawings

/** A drawing in one thin line, as large as the text beside it says. It is never all that tells what something is. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 shrink-0 fill-none stroke-current" strokeWidth="1.25">
      <path d={drawings[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
