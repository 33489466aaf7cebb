import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import ts from 'typescript'

/** One variable of the environment as its definition tells of it. */
export type DocumentedSetting = {
  readonly name: string
  readonly text: string
  /** As it is written in the code: `z.coerce.number().int().min(1).default(30)`. */
  readonly definition: string
  readonly file: string
}

/** The variables that a `settings.ts` defines: the keys of its zod objects, each with its doc comment. */
export function documentedSettings(root: string, file: string): readonly DocumentedSetting[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: DocumentedSetting[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && /^[A-Z][A-Z_]+$/.test(node.name.text)) {
      found.push({
        name: node.name.text,
        text: commentOf(node),
        definition: node.initializer.getText(source).replaceAll(/\s*\n\s*/g, ''),
        file: relative(root, file),
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function commentOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .flatMap((comment) => (ts.isJSDoc(comment) ? [ts.getTextOfJSDocComment(comment.comment) ?? ''] : []))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
}

const amount = /\.default\(([^()]*)\)|^amount\(([^()]*)\)/

/** What holds where the variable is absent, as far as the definition says it. */
export function standardOf({ definition }: DocumentedSetting): string {
  const match = amount.exec(definition)
  const written = match?.[1] ?? match?.[2]
  if (written === undefined || written === "''") return ''
  const product = written.split('*').map((factor) => Number(factor.replaceAll('_', '')))
  return product.every(Number.isFinite)
    ? String(product.reduce((all, factor) => all * factor))
    : written.replaceAll("'", '')
}
