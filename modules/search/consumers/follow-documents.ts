import { live } from '@merx/kernel'
import { allAnswers, tagsOf } from '../domain/tags.ts'
import { documentsChanged, lessonsChanged } from '../events.ts'
import { searchIndex } from '../following/search-index.ts'

/** Milliseconds after which an index in another process has caught up. */
const elsewhere = 1_500

/** Lets the index of this process follow the documents: it drops the answers made of it when it has. A process that keeps answers and has no index drops them itself. */
export const followDocuments = live({
  on: [documentsChanged, lessonsChanged],
  handle: (ctx, events) => {
    const tags = events.flatMap((event) =>
      event.name === documentsChanged.name ? tagsOf(event.payload) : [allAnswers],
    )
    if (ctx.seam(searchIndex).tell(tags)) return
    ctx.dropAnswers(tags)
    // what was asked meanwhile may come from an index that had not heard of it
    setTimeout(() => ctx.dropAnswers(tags), elsewhere).unref()
  },
})
