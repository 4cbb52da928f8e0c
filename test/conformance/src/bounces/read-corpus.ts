import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** Made up by sisimai where the mail has no status: not scored. */
const pseudoStatus = /^\d\.0\.9\d\d$/

/** In the words of sisimai, whose corpus it is. */
const Row = z.object({
  status: z.string().transform((status) => (pseudoStatus.test(status) ? '' : status)),
  reason: z.string(),
  hardBounce: z.boolean(),
  /** In labels that tell it. */
  recipient: z.string().optional(),
})
export type LabelledRow = z.output<typeof Row>

const Labels = z.record(z.string(), z.array(Row))

export interface LabelledMail {
  name: string
  bytes: Buffer
  /** One for each recipient; empty for a mail that is no bounce. */
  rows: LabelledRow[]
}

/** The labelled mails of a folder; a label without its mail is a fault of the folder. */
export function readCorpus(folder: string): LabelledMail[] {
  const labels = Labels.parse(JSON.parse(readFileSync(path.join(folder, 'labels.json'), 'utf8')))
  return Object.entries(labels).map(([name, rows]) => {
    const file = path.join(folder, 'emails', `${name}.eml`)
    if (!existsSync(file)) throw new Error(`${name} has a label, but there is no ${file}.`)
    return { name, rows, bytes: readFileSync(file) }
  })
}
