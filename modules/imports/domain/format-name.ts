/** The formats that files of goods come in: our own sheets and lines, and two public sets. */
export const formatNames = ['csv', 'lines', 'icecat', 'esci'] as const
export type FormatName = (typeof formatNames)[number]
