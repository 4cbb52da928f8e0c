import { constants, gunzipSync, inflateRawSync } from 'node:zlib'
import { DmarcReportRefused } from './dmarc-report.ts'

/** A file that was cut off is still worth reading, hence the flush. */
export function gunzip(bytes: Buffer, mostBytes: number): Buffer {
  const options = { maxOutputLength: Math.max(1, mostBytes), finishFlush: constants.Z_SYNC_FLUSH }
  try {
    return gunzipSync(bytes, options)
  } catch (error) {
    if (!hasTrailer(error)) throw refusalOf(error)
  }
  try {
    return inflateRawSync(bytes.subarray(headerLength(bytes)), options)
  } catch (error) {
    throw refusalOf(error)
  }
}

/** It began well, so that a header cannot be wrong but behind the end, where mail programs add lines. */
const hasTrailer = (error: unknown) => error instanceof Error && error.message === 'incorrect header check'

/** RFC 1952 section 2.3: ten bytes, then what the flags announce. */
function headerLength(bytes: Buffer): number {
  const flags = bytes[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + bytes.readUInt16LE(at)
  if (flags & 8) at = bytes.indexOf(0, at) + 1
  if (flags & 16) at = bytes.indexOf(0, at) + 1
  return flags & 2 ? at + 2 : at
}

function refusalOf(error: unknown): DmarcReportRefused {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ERR_BUFFER_TOO_LARGE') return new DmarcReportRefused('too_large', 'the gzip unpacks to too much')
  return new DmarcReportRefused('broken', `gzip: ${error instanceof Error ? error.message : 'unreadable'}`)
}
