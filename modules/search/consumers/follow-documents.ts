import { live } from '@merx/kernel'
import { tagsOf } from '../domain/tags.ts'
import { documentsChanged } from '../events.ts'
import { searchIndex } from '../following/search-index.ts'

/** Milliseconds after which an index in another process has caught up. */
const elsewhere = 1_500

/** Lets the index of this process follow the documents: it drops the answers made of it when it has. A process that keeps answers and has no index drops them itself. */
export const followDocuments = live({
  on: [documentsChanged],
  handle: (ctx, events) => {
    const tags = [...new Set(events.flatMap(({ payload }) => tagsOf(payload)))]
    if (ctx.seam(searchIndex).tell(tags)) return
    ctx.dropAnswers(tags)
    // what was asked meanwhile may come from an index that had not heard of it
    setTimeout(() => ctx.dropAnswers(tags), elsewhere).unref()
  },
})
