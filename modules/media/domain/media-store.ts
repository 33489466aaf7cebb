/** Where the files lie. Keys are paths such as `<hash>/original`; what is stored under a key never changes. */
export type MediaStore = {
  /** `undefined` when nothing is stored under the key. */
  read(key: string): Promise<Buffer | undefined>
  /** Whole or not at all, also when the process dies while writing. Storing the same key twice is one. */
  write(key: string, content: Uint8Array): Promise<void>
}
