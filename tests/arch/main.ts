import { check } from './checker.ts'

const violations = await check(process.cwd())

for (const [rule, found] of Map.groupBy(violations, ({ rule }) => rule)) {
  console.log(`${rule}: ${found[0]?.because}`)
  for (const { path, what } of found) console.log(`  ${path} ${what}`)
}
process.exitCode = violations.length > 0 ? 1 : 0
