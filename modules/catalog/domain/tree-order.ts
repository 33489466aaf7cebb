type Node = { readonly slug: string; readonly parent: string | null; readonly position: number; readonly name: string }

/** Every node followed by those below it, siblings by position and then by name. */
export function inTreeOrder<N extends Node>(nodes: readonly N[]): (N & { depth: number })[] {
  const children = Map.groupBy(nodes, ({ parent }) => parent)
  const below = (parent: string | null, depth: number): (N & { depth: number })[] =>
    (children.get(parent) ?? [])
      .toSorted((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1))
      .flatMap((node) => [{ ...node, depth }, ...below(node.slug, depth + 1)])
  return below(null, 0)
}
