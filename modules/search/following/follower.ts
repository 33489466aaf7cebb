import { createPulse, type Pulse, type ResidentContext } from '@merx/kernel'
import { type Head, isPast, readHead } from '../data/changes.ts'
import { readNames } from '../data/names.ts'
import { readRules, readVocabulary } from '../data/vocabulary.ts'
import { type Naming, namingOf, nothingNamed } from '../domain/naming.ts'
import { nothingTaught, type Rules, rulesOf } from '../domain/rules.ts'
import { allAnswers } from '../domain/tags.ts'
import type { SearchEngine } from '../engine/search-engine.ts'
import { buildVersion, type Indexing } from './build-version.ts'
import { catchUp } from './catch-up.ts'

/** What answers in this process. */
export type Answering = { readonly engine: SearchEngine; readonly naming: Naming; readonly rules: Rules }

/** How a document is made of a row: an index that was made otherwise is not gone on with. */
const shape = 1

/** Milliseconds: between two looks at least, and at most where nobody tells of changes. */
const pace = { atLeast: 20, atMost: 3_000 }

/** Milliseconds after which an index that changed is kept for the next start. */
const keepEvery = 600_000

type Version = { readonly name: string; readonly position: string; readonly changes: number }

/** Keeps the index of this process in step with the tables, and the answers that were made of it. */
export class Follower {
  readonly #ctx: ResidentContext
  readonly #indexing: Indexing
  readonly #stopping = new AbortController()
  readonly #pulse: Pulse
  #head: Head | undefined
  #naming = nothingNamed
  #rules = nothingTaught
  #version: Version | undefined
  #resumed = false
  #built: Version | undefined
  #building: Promise<void> | undefined
  #told: readonly string[] = []
  #waiting: readonly (() => void)[] = []
  #keptAt = Date.now()

  constructor(ctx: ResidentContext, engine: SearchEngine) {
    this.#ctx = ctx
    this.#indexing = { engine, sql: ctx.sql, log: ctx.log, signal: this.#stopping.signal }
    this.#pulse = createPulse({
      beat: () => this.#look(),
      onError: (error) => ctx.log.warn({ err: error }, 'the search index cannot follow its tables; it is tried again'),
      ...pace,
    })
    this.#pulse.start()
  }

  /** Absent until the index is built. */
  get answering(): Answering | undefined {
    return this.#version && { engine: this.#indexing.engine, naming: this.#naming, rules: this.#rules }
  }

  /** Documents were written that answers with these tags may show. */
  tell(tags: readonly string[]): void {
    this.#told = [...new Set([...this.#told, ...tags])]
    this.#pulse.nudge()
  }

  /** Resolves when all that is committed by now can be found. */
  caughtUp(): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting = [...this.#waiting, resolve]
      this.#pulse.nudge()
    })
  }

  async close(): Promise<void> {
    this.#stopping.abort(new Error('The process stops'))
    await this.#pulse.stop()
    // nothing is caught up with any more, and nobody may wait for it
    for (const resolve of this.#waiting) resolve()
    await this.#building
    await this.#indexing.engine.close()
  }

  async #look(): Promise<void> {
    // taken before the tables are read, so that nothing is told of that is not read
    const [told, waiting] = [this.#told, this.#waiting]
    this.#told = []
    this.#waiting = []
    try {
      const head = await readHead(this.#ctx.sql)
      const learned = await this.#learn(head)
      await this.#resumeOrBuild(head)
      const changes = await this.#catchUp(head)
      if (changes === undefined) this.#waiting = [...waiting, ...this.#waiting]
      else for (const resolve of waiting) resolve()
      this.#forgetAnswers(told, learned || (told.length === 0 && changes !== undefined && changes > 0))
    } catch (error) {
      this.#told = [...told, ...this.#told]
      this.#waiting = [...waiting, ...this.#waiting]
      await this.#checkVersion()
      throw error
    }
    await this.#keep()
  }

  /** Reads again what changed of what is kept beside the documents; returns whether anything did. */
  async #learn(head: Head): Promise<boolean> {
    const { sql } = this.#ctx
    const [names, vocabulary, rules] = (['names', 'vocabulary', 'rules'] as const).map(
      (of) => this.#head?.[of] !== head[of],
    )
    if (names) this.#naming = namingOf(await readNames(sql))
    if (rules) this.#rules = rulesOf(await readRules(sql))
    if (vocabulary) await this.#indexing.engine.teach(await readVocabulary(sql, this.#naming.language))
    this.#head = head
    return [names, vocabulary, rules].includes(true)
  }

  /** Goes on with what the last process kept, where it fits; what is missing is built beside what answers. */
  async #resumeOrBuild(head: Head): Promise<void> {
    const name = `${head.key}-${shape}`
    if (this.#built) await this.#swap(this.#built)
    if (!this.#resumed) this.#version = await this.#resume(name)
    this.#resumed = true
    if (this.#version?.name === name || this.#building) return
    this.#building = this.#build(name, head)
      .catch((error: unknown) => {
        if (this.#stopping.signal.aborted) return
        this.#ctx.log.error({ err: error }, 'the search index could not be built; it is tried again')
      })
      .finally(() => {
        this.#building = undefined
      })
  }

  /** An engine may lose its index, with the thread that held it say: then there is none until it is built again. */
  async #checkVersion(): Promise<void> {
    const versions = await this.#indexing.engine.versions()
    if (!versions.some(({ name }) => name === this.#version?.name)) this.#version = undefined
  }

  /** Between two looks, so that nothing is told to a version that was dropped. */
  async #swap(built: Version): Promise<void> {
    await this.#indexing.engine.activate(built.name)
    this.#version = built
    this.#built = undefined
    this.#ctx.dropAnswers([allAnswers])
  }

  async #resume(name: string): Promise<Version | undefined> {
    const { engine, sql } = this.#indexing
    let resumed: Version | undefined
    for (const found of await engine.versions()) {
      const { active, position } = found
      const fits = found.name === name && active && position !== undefined && (await isPast(sql, position))
      if (fits) resumed = { name, position, changes: 0 }
      else await engine.drop(found.name)
    }
    return resumed
  }

  async #build(name: string, head: Head): Promise<void> {
    const { engine, sql, log } = this.#indexing
    const began = performance.now()
    const naming = this.#naming
    const documents = await buildVersion(this.#indexing, { version: name, head, naming })
    const now = { ...(await readHead(sql)), edition: head.edition }
    await catchUp(this.#indexing, { version: name, from: head.snapshot, head: now, naming })
    // names may have changed meanwhile: what was written since the beginning is told once more, with those of then
    this.#built = { name, position: head.snapshot, changes: 0 }
    log.info({ documents, seconds: (performance.now() - began) / 1_000 }, 'the search index was built')
    await this.caughtUp()
    await engine.snapshot()
  }

  /** `undefined` where there is no index yet. */
  async #catchUp(head: Head): Promise<number | undefined> {
    const version = this.#version
    if (!version) return undefined
    const { name, position } = version
    const changes = await catchUp(this.#indexing, { version: name, from: position, head, naming: this.#naming })
    this.#version = { name, position: head.snapshot, changes: version.changes + changes }
    return changes
  }

  /** Only now: an answer that is made after its tags are dropped must be made of the new documents. */
  #forgetAnswers(told: readonly string[], all: boolean): void {
    const tags = all ? [allAnswers] : told
    if (tags.length > 0) this.#ctx.dropAnswers(tags)
  }

  async #keep(): Promise<void> {
    if (!this.#version?.changes || Date.now() - this.#keptAt < keepEvery) return
    this.#keptAt = Date.now()
    this.#version = { ...this.#version, changes: 0 }
    await this.#indexing.engine.snapshot()
  }
}
