import { type ResidentContext, type Residing, seam } from '@merx/kernel'
import { searchEngine } from '../engines.ts'
import { type Answering, Follower } from './follower.ts'

/** The index of this process, as operations find it. */
export type SearchIndex = {
  open(ctx: ResidentContext): Promise<Residing>
  /** Absent until it is built, and in processes that have none. */
  answering(): Answering | undefined
  /** Documents were written that answers with these tags may show. Returns whether they are followed in this process. */
  tell(tags: readonly string[]): boolean
  /** Resolves when all that is committed by now can be found in this process. */
  caughtUp(): Promise<void>
}

function createSearchIndex(): SearchIndex {
  let follower: Follower | undefined
  return {
    open: async (ctx) => {
      const opened = new Follower(ctx, await ctx.seam(searchEngine)(ctx.log))
      follower = opened
      return {
        close: async () => {
          follower = undefined
          await opened.close()
        },
      }
    },
    answering: () => follower?.answering,
    tell: (tags) => {
      follower?.tell(tags)
      return follower !== undefined
    },
    caughtUp: async () => follower?.caughtUp(),
  }
}

export const searchIndex = seam<SearchIndex>('search index', createSearchIndex)
