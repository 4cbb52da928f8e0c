import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What parsedmarc counts in each file. */
const Expected = z.record(z.string(), z.object({ records: z.number(), messages: z.number() }))

export interface Sample {
  file: string
  bytes: Buffer
  records: number
  messages: number
}

export function readSamples(folder: string): Sample[] {
  const expected = Expected.parse(JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')))
  return Object.entries(expected).map(([file, counts]) => ({
    file,
    bytes: readFileSync(path.join(folder, file)),
    ...counts,
  }))
}
