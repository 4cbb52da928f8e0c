import { type DmarcReport, DmarcReportRefused } from './dmarc-report.ts'
import { MOST_FILES, MOST_INPUT_BYTES, MOST_XML_BYTES } from './limits.ts'
import { readDocument } from './read-document.ts'
import { unpack } from './unpack.ts'

export { type DmarcReport, DmarcReportRefused, keyOfReport } from './dmarc-report.ts'
export { type FindReported, keepReport, type ReportFault } from './keep-report.ts'

export interface DmarcReports {
  reports: DmarcReport[]
  /** Of files that hold no report; those of a report are in it. */
  warnings: string[]
}

/**
 * The aggregate reports in a file or a mail: XML, gzip, zip, or a mail with such files, in either schema. Throws
 * `DmarcReportRefused` and nothing else. A gzip that only says "unused", as Yahoo has sent, is no report and no fault.
 */
export async function readDmarcReports(bytes: Uint8Array): Promise<DmarcReports> {
  if (bytes.byteLength > MOST_INPUT_BYTES) throw new DmarcReportRefused('too_large', 'the file is too large')
  const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { documents, warnings } = await unpack(input, { bytes: MOST_XML_BYTES, files: MOST_FILES })
  return { reports: documents.map(readDocument), warnings }
}
