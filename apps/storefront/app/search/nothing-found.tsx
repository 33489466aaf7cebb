import type { CategoryNode } from '../api/outputs.ts'
import { CategoryLinks } from '../catalogue/category-links.tsx'
import { Blank } from '../components/blank.tsx'
import { ButtonLink } from '../components/button.tsx'

type Props = { readonly q: string; readonly categories: readonly CategoryNode[] }

/** No list, but ways on. */
export function NothingFound({ q, categories }: Props) {
  return (
    <Blank
      level="h2"
      title="Nothing of that name"
      text={`Nothing here fits “${q}”. Try fewer or other words, or begin with what there is.`}
    >
      <WaysOn categories={categories} />
    </Blank>
  )
}

/** The index is being built, or the process that has it is away. */
export function SearchAway({ categories }: Pick<Props, 'categories'>) {
  return (
    <Blank level="h2" title="Search will be back in a moment" text="Everything can be found by its category meanwhile.">
      <WaysOn categories={categories} />
    </Blank>
  )
}

function WaysOn({ categories }: Pick<Props, 'categories'>) {
  return (
    <div>
      <ButtonLink to="/products" look="outline">
        See everything
      </ButtonLink>
      <CategoryLinks categories={categories} />
    </div>
  )
}
