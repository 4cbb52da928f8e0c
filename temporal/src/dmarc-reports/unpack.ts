import { bytesOf } from '../mime/part-content.ts'
import { leavesOf, type MailPart, readMail } from '../mime/read-mail.ts'
import { DmarcReportRefused } from './dmarc-report.ts'
import { gunzip } from './gunzip.ts'
import { MOST_FILES, MOST_WRAPS } from './limits.ts'
import { unzip } from './unzip.ts'

/** How many bytes may still be unpacked; shared by all files of one input, so that many small bombs are one large one. */
export interface Budget {
  bytes: number
  files: number
}

export interface Unpacked {
  documents: Buffer[]
  warnings: string[]
}

/** The XML documents in a file, whatever it is called: its first bytes say what it is. */
export async function unpack(bytes: Buffer, budget: Budget, wraps = 0): Promise<Unpacked> {
  if (wraps > MOST_WRAPS) throw new DmarcReportRefused('too_large', 'archives within archives')
  if (--budget.files < 0) throw new DmarcReportRefused('too_large', `more than ${MOST_FILES} files`)
  if (isGzip(bytes)) return unpack(gunzipped(bytes, budget), budget, wraps + 1)
  if (isZip(bytes)) return unpackAll(await unzip(bytes, budget), budget, wraps + 1)
  if (isXml(bytes)) return { documents: [bytes], warnings: [] }
  if (isMail(bytes)) return unpackAll(attachmentsOf(readMail(bytes)), budget, wraps + 1)
  return { documents: [], warnings: [`not a report: ${shown(bytes)}`] }
}

async function unpackAll(files: Buffer[], budget: Budget, wraps: number): Promise<Unpacked> {
  const all: Unpacked = { documents: [], warnings: [] }
  for (const file of files) {
    const { documents, warnings } = await unpack(file, budget, wraps)
    all.documents.push(...documents)
    all.warnings.push(...warnings)
  }
  return all
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b
const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))

/** After a byte order mark and spaces; also in UTF-16, where every other byte is zero. */
const isXml = (bytes: Buffer) => /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*</.test(bytes.toString('latin1', 0, 1_000))

const isMail = (bytes: Buffer) =>
  /^(?:From |[\x21-\x39\x3b-\x7e]{1,80}:)/.test(bytes.toString('latin1', 0, 1_000).trimStart())

/** The words around a report are left out; mails in the mail are read as well, since reports are forwarded. */
function attachmentsOf(mail: MailPart): Buffer[] {
  return leavesOf(mail)
    .slice(0, MOST_FILES)
    .flatMap((part) => {
      if (part.type === 'text/html') return []
      const content = bytesOf(part)
      const isWanted = part.type === 'message/rfc822' || isGzip(content) || isZip(content) || isXml(content)
      return isWanted ? [content] : []
    })
}

function gunzipped(bytes: Buffer, budget: Budget): Buffer {
  const content = gunzip(bytes, budget.bytes)
  budget.bytes -= content.length
  return content
}

const shown = (bytes: Buffer) => JSON.stringify(bytes.toString('latin1', 0, 20))
