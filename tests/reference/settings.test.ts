import { globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { type DocumentedSetting, documentedSettings, standardOf } from './documented-settings.ts'

const root = resolve(import.meta.dirname, '../..')

const head = `# Settings

Every variable of the environment that the shop reads, from the definitions in the code. All of them are checked at the start and all faults told at once; a
\`MERX_\` name that nobody reads is a fault too. An empty variable counts as absent.

Where modules live apart, \`MERX_MODULES=catalog,search\` names those of a process (absent: all; empty: none), \`MERX_URL_<MODULE>\` says where the others are,
\`DATABASE_URL_<MODULE>\` gives one a database of its own, and \`MERX_SERVICE_SECRET\` signs what they say to each other ([services](../decisions/services.md)).
`

it('the reference tells of every setting what its definition says', async () => {
  const files = globSync(['{kernel/*,modules/*,providers/*,apps/server}/settings.ts', 'apps/server/vouching.ts'], {
    cwd: root,
  }).toSorted()
  const byFile = files.map((file) => documentedSettings(root, join(root, file)))
  const found = byFile.flat()

  // a variable that several parts read is told of where it has words
  const unexplained = found.filter(
    ({ name, text }) => text === '' && !found.some((one) => one.name === name && one.text),
  )
  expect(unexplained.map(({ file, name }) => `${file}: ${name}`)).toEqual([])

  await expect(`${head}${byFile.map(tableOf).join('')}`).toMatchFileSnapshot(join(root, 'docs/reference/settings.md'))
})

function tableOf(all: readonly DocumentedSetting[]): string {
  const told = all.filter(({ text }) => text !== '')
  if (told.length === 0) return ''
  const rows = told.map((one) => `| \`${one.name}\` | ${standardOf(one)} | ${one.text} |\n`)
  return `\n## ${told[0]?.file.replace(/(\/settings)?\.ts$/, '')}\n\n| variable | unless set | |\n|---|---|---|\n${rows.join('')}`
}
