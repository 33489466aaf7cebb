import type { Order } from '../api/outputs.ts'
import { formatMoment } from './moment.ts'
import { timelineWords } from './words.ts'

/** What happened to an order, the latest last. */
export function Timeline({ timeline }: Pick<Order, 'timeline'>) {
  return (
    <ol className="ms-1 border-s border-line-strong">
      {timeline.map((entry) => {
        const words = timelineWords(entry)
        if (!words) return null
        return (
          <li key={`${entry.axis} ${entry.status} ${entry.at}`} className="relative ps-6 pb-6 last:pb-0">
            <span
              aria-hidden="true"
              className="absolute -start-1.25 top-2 size-2.5 rounded-full border border-accent bg-paper in-[li:last-child]:bg-accent"
            />
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
