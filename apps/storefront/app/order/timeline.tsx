import type { Order } from '../api/outputs.ts'
import { formatMoment } from './moment.ts'
import { timelineWords } from './words.ts'

/** What happened to an order, the latest last. */
export function Timeline({ timeline }: Pick<Order, 'timeline'>) {
  return (
    <ol className="border-l border-line-strong">
      {timeline.map((entry) => {
        const words = timelineWords(entry)
        if (!words) return null
        return (
          <li key={`${entry.axis} ${entry.status} ${entry.at}`} className="relative pb-6 pl-6 last:pb-0">
            <span aria-hidden="true" className="absolute top-2 -left-1 size-2 rounded-full bg-accent" />
            <p>{words}</p>
            <time dateTime={entry.at} className="text-small text-ink-soft">
              {formatMoment(entry.at)}
            </time>
          </li>
        )
      })}
    </ol>
  )
}
