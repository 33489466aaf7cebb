/** Where rendered pages are kept until something that they tell of changes: the answers of the process, as far as pages need them. */
export type PageStore = {
  get(key: string): StoredPage | undefined
  load(key: string, produce: () => Promise<NewPage>): Promise<StoredPage>
}

export type StoredPage = {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  readonly etag: string
  readonly headers: Readonly<Record<string, string>>
}

export type NewPage = {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  readonly tags: readonly string[] | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly keepFor: number
}
