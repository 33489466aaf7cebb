import type { FormatName } from '../domain/format-name.ts'
import { esci } from './esci.ts'
import type { Reader, Surroundings } from './format.ts'
import { icecat } from './icecat.ts'
import { jsonLines, ownLine } from './json-lines.ts'
import { sheet } from './sheet.ts'

/** How a file of the format is read in this shop. */
export function readerOf(format: FormatName, surroundings: Surroundings): Reader {
  switch (format) {
    case 'csv':
      return sheet(surroundings)
    case 'lines':
      return jsonLines(ownLine)
    case 'icecat':
      return jsonLines(icecat(surroundings))
    case 'esci':
      return jsonLines(esci(surroundings))
  }
}

/** The format of a file by its name and its first line; one of JSON lines that says nothing else is ours. */
export function formatOf(name: string, firstLine: string): FormatName {
  if (/\.(csv|tsv|txt)(\.gz)?$/i.test(name)) return 'csv'
  if (!firstLine.trimStart().startsWith('{')) return 'csv'
  if (/"(attr_[tnb]_\w+|short_description)"\s*:/.test(firstLine)) return 'icecat'
  return /"asin"\s*:/.test(firstLine) ? 'esci' : 'lines'
}
