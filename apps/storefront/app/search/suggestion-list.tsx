import { Link } from 'react-router'
import type { Option, OptionGroup } from './options.ts'

type Props = {
  readonly id: string
  readonly groups: readonly OptionGroup[]
  /** The place of the one that the keys have come to, over all groups. */
  readonly active: number | undefined
  readonly onLeave: () => void
}

/** What is offered, by kind. The focus stays in the field; which one is meant the field says. */
export function SuggestionList({ id, groups, active, onLeave }: Props) {
  const before = (group: OptionGroup) =>
    groups.slice(0, groups.indexOf(group)).reduce((sum, { options }) => sum + options.length, 0)
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label="Suggestions"
      hidden={groups.length === 0}
      className="absolute inset-x-0 top-full z-10 mt-2 max-h-[60dvh] overflow-y-auto border border-line bg-paper py-2"
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list box
        <div key={group.title} role="group" aria-label={group.title} className="py-2">
          <p aria-hidden="true" className="px-4 text-caption text-ink-soft">
            {group.title}
          </p>
          {group.options.map((option, at) => (
            <Line
              key={option.to}
              id={`${id}-${before(group) + at}`}
              option={option}
              isActive={active === before(group) + at}
              onLeave={onLeave}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

type LineProps = {
  readonly id: string
  readonly option: Option
  readonly isActive: boolean
  readonly onLeave: () => void
}

function Line({ id, option: { to, text }, isActive, onLeave }: LineProps) {
  return (
    <Link
      id={id}
      to={to}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      viewTransition
      // the field must not lose the focus before the press has become a click
      onMouseDown={(event) => event.preventDefault()}
      onClick={onLeave}
      className="flex min-h-11 items-center px-4 text-small hover:bg-paper-deep aria-selected:bg-paper-deep aria-selected:underline"
    >
      {text}
    </Link>
  )
}
