import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Where the programs print to: each has a file of its own, and the terminal shows what people need. */
export type Output = {
  /** Takes the lines of one program. */
  of(name: string): (line: string) => void
  close(): void
}

/** Said again by the same program, a line is shown once in so many milliseconds. */
const again = 10_000

export async function openOutput(data: string, say: (line: string) => void): Promise<Output> {
  const folder = join(data, 'logs')
  await mkdir(folder, { recursive: true })
  const files = new Map<string, ReturnType<typeof createWriteStream>>()
  const shown = new Map<string, number>()
  return {
    of: (name) => {
      const file = createWriteStream(join(folder, `${name}.log`), { flags: 'a' })
      files.set(name, file)
      return (line) => {
        file.write(`${line}\n`)
        const words = wordsOf(line)
        if (words === undefined || performance.now() - (shown.get(`${name}: ${words}`) ?? -again) < again) return
        if (shown.size > 1_000) shown.clear()
        shown.set(`${name}: ${words}`, performance.now())
        say(`${name}: ${words}`)
      }
    },
    close: () => {
      for (const file of files.values()) file.end()
    },
  }
}

/** The message of a log line and what broke, without the rest; the broker's and the cache's news are in their files. */
function wordsOf(line: string): string | undefined {
  if (/\bINF\b|^\d+:[MCX] |^\d+:signal-handler/.test(line)) return undefined
  const entry = line.startsWith('{') ? Entry.safeParse(parsed(line)).data : undefined
  if (!entry) return line
  const { msg, err, module } = entry
  return [module, msg, err?.message.split('\n')[0]].filter((part) => part !== undefined).join(': ')
}

const Entry = z.object({
  msg: z.string(),
  module: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
})

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
