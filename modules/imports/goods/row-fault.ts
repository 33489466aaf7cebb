/** Something wrong with a file: where, as a stable code, and in a sentence. Lines count from 1 as editors show them; column is a column's or a field's name. */
export type RowFault = {
  readonly line: number
  readonly column: string
  readonly code: string
  readonly detail: string
}
