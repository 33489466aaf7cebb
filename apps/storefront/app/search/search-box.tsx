import { type KeyboardEvent, useId, useState } from 'react'
import { Form, useNavigate } from 'react-router'
import { Button } from '../components/button.tsx'
import { nextActive, type Option, type OptionGroup } from './options.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { useSuggestions } from './use-suggestions.ts'

type Props = {
  readonly value?: string
  readonly market?: string | undefined
  readonly onLeave?: () => void
}

/** Words to search for, with what others mean who type so. A plain form without script; a combobox with it. */
export function SearchBox({ value = '', market, onLeave }: Props) {
  const id = useId()
  const box = useCombobox(value, market, onLeave)
  const { isOpen, active, groups, text } = box
  const inputId = `${id}-input`
  return (
    <Form
      action="/search"
      role="search"
      aria-label="Search the shop"
      className="relative max-w-prose"
      onSubmit={box.leave}
    >
      <div className="flex gap-4">
        <label htmlFor={inputId} className="sr-only">
          What are you looking for?
        </label>
        <input
          id={inputId}
          name="q"
          type="search"
          value={text}
          maxLength={400}
          required
          autoComplete="off"
          enterKeyHint="search"
          placeholder="What are you looking for?"
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active !== undefined ? `${id}-${active}` : undefined}
          onChange={({ target }) => box.type(target.value)}
          onKeyDown={box.press}
          onBlur={box.close}
          className="min-h-13 w-full min-w-0 border-b border-line-strong bg-transparent text-body hover:border-ink"
        />
        <Button>Search</Button>
      </div>
      <SuggestionList id={id} groups={isOpen ? groups : []} active={active} onLeave={box.leave} />
      <p role="status" className="sr-only">
        {isOpen ? told(groups) : ''}
      </p>
    </Form>
  )
}

function told(groups: readonly OptionGroup[]): string {
  const count = countOf(groups)
  return count === 1 ? '1 suggestion' : `${count} suggestions`
}

function countOf(groups: readonly OptionGroup[]): number {
  return groups.reduce((sum, { options }) => sum + options.length, 0)
}

function optionAt(groups: readonly OptionGroup[], at: number | undefined): Option | undefined {
  return at === undefined ? undefined : groups.flatMap(({ options }) => options)[at]
}

/** The letters, what is offered for them, and what the keys do: down and up go through the list, Enter takes, Escape closes it first. */
function useCombobox(value: string, market: string | undefined, onLeave?: () => void) {
  const navigate = useNavigate()
  const [text, setText] = useState(value)
  const [active, setActive] = useState<number>()
  const [isWanted, setWanted] = useState(false)
  const groups = useSuggestions(isWanted ? text : '', market)
  const isOpen = isWanted && groups.length > 0
  const close = () => {
    setWanted(false)
    setActive(undefined)
  }
  const leave = () => {
    close()
    onLeave?.()
  }
  const press = (event: KeyboardEvent) => {
    const { key } = event
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      setWanted(true)
      setActive(nextActive(active, key, countOf(groups)))
    } else if (key === 'Escape' && isOpen) {
      event.preventDefault()
      // the dialog around it closes with the next one
      event.stopPropagation()
      close()
    } else if (key === 'Enter') {
      const chosen = optionAt(groups, isOpen ? active : undefined)
      if (!chosen) return
      event.preventDefault()
      leave()
      navigate(chosen.to, { viewTransition: true })
    }
  }
  const type = (typed: string) => {
    setText(typed)
    setWanted(true)
    setActive(undefined)
  }
  return { text, groups, active, isOpen, close, leave, press, type }
}
