import { Section } from '../components/page.tsx'
import { Specimen, Specimens } from './specimen.tsx'

const colours = [
  { name: 'paper', look: 'bg-paper' },
  { name: 'paper-deep', look: 'bg-paper-deep' },
  { name: 'line', look: 'bg-line' },
  { name: 'line-strong', look: 'bg-line-strong' },
  { name: 'ink-soft', look: 'bg-ink-soft' },
  { name: 'ink', look: 'bg-ink' },
  { name: 'accent', look: 'bg-accent' },
  { name: 'alarm', look: 'bg-alarm' },
  { name: 'night', look: 'bg-night' },
] as const

const sizes = [
  { name: 'display', look: 'font-display text-display' },
  { name: 'heading', look: 'font-display text-heading' },
  { name: 'title', look: 'font-display text-title' },
  { name: 'name', look: 'font-display text-name' },
  { name: 'lead', look: 'text-lead' },
  { name: 'body', look: 'text-body' },
  { name: 'small', look: 'text-small' },
  { name: 'caption', look: 'text-caption' },
] as const

export function TokenSpecimens() {
  return (
    <>
      <Section title="Colour">
        <ul className="grid grid-cols-3 gap-4 md:grid-cols-9">
          {colours.map(({ name, look }) => (
            <li key={name}>
              <div className={`aspect-square border border-line ${look}`} />
              <p className="pt-2 text-caption">{name}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Type">
        <Specimens>
          {sizes.map(({ name, look }) => (
            <Specimen key={name} name={name}>
              <p className={look}>Clay &amp; light</p>
            </Specimen>
          ))}
        </Specimens>
      </Section>
    </>
  )
}
