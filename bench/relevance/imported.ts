import { esci, icecat } from '@merx/imports'
import type { SearchDocument } from '@merx/search'
import { z } from 'zod'
import { documentOf } from './documents.ts'
import type { JudgedSet, SetName } from './judged-set.ts'

export const market = 'us'

const defaults = { market, openingStock: 1 }

const formats: Readonly<Record<SetName, ReturnType<typeof icecat>>> = { esci: esci(defaults), icecat: icecat(defaults) }

const Line = z.object({ id: z.string().optional(), asin: z.string().optional() })

/** The documents that an import of the set gives, by the ids that the set's judgements name. */
export function importedDocuments({ name, lines }: JudgedSet): readonly SearchDocument[] {
  return lines.map((line) => {
    const { id, asin } = Line.parse(line)
    const { goods, refersTo } = formats[name](line)
    if (goods.kind !== 'whole') throw new Error(`A line of ${name} is a whole product`)
    return documentOf(id ?? asin ?? '', { goods: goods.goods, refersTo })
  })
}
