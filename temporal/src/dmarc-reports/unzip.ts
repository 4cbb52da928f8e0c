import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { DmarcReportRefused } from './dmarc-report.ts'
import { MOST_FILES } from './limits.ts'
import type { Budget } from './unpack.ts'

/** The files of a zip. What a file says of its size is checked before, and yauzl checks that it does not lie. */
export async function unzip(bytes: Buffer, budget: Budget): Promise<Buffer[]> {
  try {
    return await readAll(await fromBufferPromise(bytes), budget)
  } catch (error) {
    if (error instanceof DmarcReportRefused) throw error
    throw new DmarcReportRefused('broken', `zip: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

async function readAll(zip: ZipFile, budget: Budget): Promise<Buffer[]> {
  const files: Buffer[] = []
  let seen = 0
  for await (const entry of zip.eachEntry()) {
    if (++seen > MOST_FILES) throw new DmarcReportRefused('too_large', `more than ${MOST_FILES} files in a zip`)
    // Finder puts its own notes beside each file.
    if (!/\/$|^__MACOSX\//.test(entry.fileName)) files.push(await readEntry(zip, entry, budget))
  }
  return files
}

async function readEntry(zip: ZipFile, entry: Entry, budget: Budget): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (!Buffer.isBuffer(chunk)) continue
    budget.bytes -= chunk.length
    if (budget.bytes < 0) throw new DmarcReportRefused('too_large', 'the zip unpacks to too much')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
