import type { Sql } from '@merx/kernel'

export type Asset = {
  readonly hash: string
  readonly contentType: string
  readonly bytes: number
  readonly width: number
  readonly height: number
}

/** Records a picture; false if it was recorded before. */
export async function insertAsset(sql: Sql, asset: Asset): Promise<boolean> {
  const inserted = await sql`
    insert into media.asset (hash, content_type, bytes, width, height)
    values (${asset.hash}, ${asset.contentType}, ${asset.bytes}, ${asset.width}, ${asset.height})
    on conflict (hash) do nothing`
  return inserted.count === 1
}
