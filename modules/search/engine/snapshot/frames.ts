import { open } from 'node:fs/promises'
import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'

/** Before each frame: its length and its checksum. */
const headSize = 12

/** Writes values one after the other, each with a checksum, and resolves when they are on the disk. */
export async function writeFrames(file: string, values: Iterable<unknown>): Promise<void> {
  const handle = await open(file, 'w')
  try {
    for (const value of values) {
      const payload = serialize(value)
      const head = Buffer.alloc(headSize)
      head.writeBigUInt64LE(BigInt(payload.length))
      head.writeUInt32LE(crc32(payload), 8)
      await handle.writeFile(head)
      await handle.writeFile(payload)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The values in their order; throws where a frame is torn or altered. */
export async function* readFrames(file: string): AsyncGenerator<unknown, void> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    let at = 0
    while (at < size) {
      const head = Buffer.alloc(headSize)
      await handle.read(head, 0, headSize, at)
      const length = Number(head.readBigUInt64LE())
      if (at + headSize + length > size) throw new Error('The snapshot is torn')
      const payload = Buffer.alloc(length)
      await handle.read(payload, 0, length, at + headSize)
      if (crc32(payload) !== head.readUInt32LE(8)) throw new Error('The snapshot is altered')
      yield deserialize(payload)
      at += headSize + length
    }
  } finally {
    await handle.close()
  }
}
