import ts from 'typescript'

/** Reads one file with the compiler's parser, so that comments and look-alikes in strings do not count. */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

/** The names a file exports by hand: `export const a`, `export { a, type B } from`. */
export function exportedNames(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return namesInClause(statement)
    if (!isExported(statement)) return []
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((declaration) => declaration.name.getText())
    if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement))
      return [`type ${statement.name.text}`]
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return [statement.name?.text ?? 'default']
    return []
  })
}

function namesInClause({ exportClause, isTypeOnly }: ts.ExportDeclaration): readonly string[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return ['*']
  return exportClause.elements.map((element) =>
    isTypeOnly || element.isTypeOnly ? `type ${element.name.text}` : element.name.text,
  )
}

/** Whether the file passes on what another file exports. */
export function reexports(file: ts.SourceFile): boolean {
  return file.statements.some(
    (statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined,
  )
}

/** The names of the operations a file exports: `export const addItem = command({ name: 'cart.add-item', access, ... })`. */
export function operationNames(file: ts.SourceFile): readonly string[] {
  return file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .filter(isExported)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .flatMap(({ initializer }) => (initializer && ts.isCallExpression(initializer) ? [operationName(initializer)] : []))
    .filter((name) => name !== undefined)
}

function operationName(call: ts.CallExpression): string | undefined {
  const [definition] = call.arguments
  if (!definition || !ts.isObjectLiteralExpression(definition)) return undefined
  const properties = new Map(definition.properties.map((property) => [property.name?.getText(), property]))
  const name = properties.get('name')
  if (!properties.has('access') || !name || !ts.isPropertyAssignment(name)) return undefined
  return ts.isStringLiteral(name.initializer) ? name.initializer.text : name.initializer.getText()
}

const statement =
  /\b(select\b.*\bfrom|update\b.*\bset|insert into|merge into|delete from|truncate|lock table|alter table)\b/is
const tableMethods =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|from|using|(inner|left|right|full|cross)Join|withSchema)$/

/** The SQL in a file: tagged templates, text that reads like a statement, and the tables named to a query builder. */
export function sqlTexts(file: ts.SourceFile): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const text = textOf(node)
    if (text !== undefined && (ts.isTaggedTemplateExpression(node.parent) || statement.test(text) || namesTable(node)))
      found.push(text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function namesTable({ parent }: ts.Node): boolean {
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    tableMethods.test(parent.expression.name.text)
  )
}

/** The text of a string or template, with `?` for each expression in it. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('?')
  return undefined
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    !!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  )
}
