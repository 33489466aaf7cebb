import type { Rest } from '../domain/brought-lines.ts'
import type { Problem } from '../domain/check-lines.ts'
import { mostLines, mostOfOne } from '../domain/limits.ts'

/** What the buyer is told of lines that did not find room in the cart, or not with all of their pieces; the names are by variant. */
export function restProblems(rest: readonly Rest[], names: ReadonlyMap<string, string>): readonly Problem[] {
  return rest.map((line) => {
    const name = names.get(line.variantId) ?? 'Something'
    const code = line.kept === 0 ? 'left_out' : 'added_in_part'
    return { code, lineId: line.lineId, detail: detailOf(line, name) }
  })
}

function detailOf({ because, wanted, kept }: Rest, name: string): string {
  switch (because) {
    case 'cart_full':
      return `${name} is not in the cart: it takes ${mostLines} different things at most.`
    case 'line_full':
      return `${kept} of ${wanted} of ${name} are in the cart: it takes ${mostOfOne} of one thing at most.`
    case 'stock':
      return `${kept} of ${wanted} of ${name} are in the cart: more are not left.`
  }
}
