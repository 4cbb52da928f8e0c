import type { Readable } from 'node:stream'

const MOST_BYTES = 4_096

/**
 * The first 4 KiB as text. Of a longer body the connection is cut, which is what leaving the loop does; of one that
 * breaks off, what came.
 */
export async function readStart(body: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size > MOST_BYTES) break
    }
  } catch {
    // The status is known, and is all that counts.
  }
  return toText(Buffer.concat(chunks).subarray(0, MOST_BYTES))
}

/** Postgres stores no NUL in a text; bytes that are no UTF-8 become the replacement character. */
export const toText = (bytes: Buffer): string => bytes.toString('utf8').replaceAll('\0', '\ufffd')
