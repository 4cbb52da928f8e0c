import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { ZoneData } from './zone-resolver.ts'

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

const Case = z.object({
  host: z.string(),
  helo: z.string(),
  mailfrom: z.string(),
  /** Several where the RFC leaves a choice. */
  result: oneOrMore,
  /** `DEFAULT` stands for whatever a checker says by itself. */
  explanation: z.string().optional(),
})
export type SpfCase = z.output<typeof Case>

const Section = z.object({
  description: z.string(),
  tests: z.record(z.string(), Case),
  zonedata: ZoneData,
})
export type SpfSection = z.output<typeof Section> & { file: string }

/** The sections of the openspf suite: all YAML files of a folder, each of several documents. */
export function readSpfSuite(folder: string): SpfSection[] {
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))
  return files.sort().flatMap((file) => readSections(path.join(folder, file)).map((section) => ({ ...section, file })))
}

function readSections(file: string): z.output<typeof Section>[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'))
  return [...documents].map((document) => {
    const [fault] = document.errors
    if (fault) throw new Error(`${file}: ${fault.message}`)
    return Section.parse(document.toJS())
  })
}
