import type { Source } from './declare.ts'

export type Args = Readonly<Record<string, unknown>>

/** Asks a source for many keys at once; gives what was found by key. */
export type Ask = (source: Source, keys: readonly string[], args: Args) => Promise<ReadonlyMap<string, unknown>>

export type Batches = {
  find(source: Source, key: string, args: Args): Promise<unknown>
  /** What was found may be another thing by now. */
  forget(): void
}

type Batch = { readonly keys: string[]; readonly found: Promise<ReadonlyMap<string, unknown>> }

type Shelf = { readonly kept: Map<string, Promise<unknown>>; open: Batch | undefined }

/** No query takes more ids than this at once. */
const most = 1_000

/** Collects what one level of an answer looks for and asks once; what was found is kept for the rest of the document. */
export function createBatches(ask: Ask): Batches {
  const shelves = new Map<Source, Map<string, Shelf>>()

  const shelfOf = (source: Source, args: Args): Shelf => {
    const byArgs = shelves.get(source) ?? new Map<string, Shelf>()
    shelves.set(source, byArgs)
    const text = JSON.stringify(args)
    const shelf = byArgs.get(text) ?? { kept: new Map(), open: undefined }
    byArgs.set(text, shelf)
    return shelf
  }

  const opened = (shelf: Shelf, source: Source, args: Args): Batch => {
    const keys: string[] = []
    const batch: Batch = {
      keys,
      found: levelDone().then(() => {
        if (shelf.open === batch) shelf.open = undefined
        return ask(source, keys, args)
      }),
    }
    return batch
  }

  return {
    find: (source, key, args) => {
      const shelf = shelfOf(source, args)
      const kept = shelf.kept.get(key)
      if (kept) return kept
      if (!shelf.open || shelf.open.keys.length === most) shelf.open = opened(shelf, source, args)
      const { keys, found } = shelf.open
      keys.push(key)
      const one = found.then((all) => all.get(key) ?? null)
      shelf.kept.set(key, one)
      return one
    },
    forget: () => shelves.clear(),
  }
}

/** After every resolver of the level has been called: those run in promise jobs, which all come before the next tick. */
function levelDone(): Promise<void> {
  return new Promise((done) => {
    void Promise.resolve().then(() => process.nextTick(done))
  })
}
