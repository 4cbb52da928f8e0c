import { createMessageWriter, typeNumbers } from './message-writer.ts'
import { type DnsQuery, headerBytes, recursionDesired } from './query.ts'

/** A record as it is answered; `content` in zone file form. */
export interface DnsRecord {
  name: string
  type: string
  ttlSeconds: number
  content: string
}

const responseCodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 }
type ResponseCode = keyof typeof responseCodes

export interface DnsResponse {
  code: ResponseCode
  isAuthoritative: boolean
  answers: DnsRecord[]
  authorities: DnsRecord[]
}

export function encodeFormatError(query: { id: number; flags: number }) {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt16BE(query.id, 0)
  header.writeUInt16BE(0x8000 | (query.flags & 0x7900) | responseCodes.FORMERR, 2)
  return header
}

/** RFC 2181 section 9: what does not fit is left out whole and TC is set, so that the client asks again over TCP. */
export function encodeResponse(query: DnsQuery, response: DnsResponse, maximumBytes: number): Buffer {
  const whole = assemble(query, response, false)
  if (whole.length <= maximumBytes) return whole
  return assemble(query, { ...response, answers: [], authorities: [] }, true)
}

function assemble(query: DnsQuery, response: DnsResponse, isTruncated: boolean) {
  const writer = createMessageWriter(query.question)
  for (const record of [...response.answers, ...response.authorities]) writer.record(record)
  const counts = [1, response.answers.length, response.authorities.length, query.edns ? 1 : 0]
  return Buffer.concat([header(query, response, isTruncated, counts), writer.body(), optionRecord(query, response)])
}

function header(query: DnsQuery, response: DnsResponse, isTruncated: boolean, counts: number[]) {
  const bytes = Buffer.alloc(headerBytes)
  const own = 0x8000 | (response.isAuthoritative ? 0x400 : 0) | (isTruncated ? 0x200 : 0)
  // RA is set because the one address answers for root, TLDs and all name servers: a stub needs nobody else.
  const recursion = 0x80 | (query.flags & recursionDesired)
  bytes.writeUInt16BE(query.id, 0)
  bytes.writeUInt16BE(own | recursion | (query.flags & 0x7810) | (responseCodes[response.code] & 15), 2)
  for (const [index, count] of counts.entries()) bytes.writeUInt16BE(count, 4 + 2 * index)
  return bytes
}

/** RFC 6891: an OPT record only for those who sent one; its TTL field carries the upper bits of the response code. */
function optionRecord(query: DnsQuery, response: DnsResponse) {
  if (!query.edns) return Buffer.alloc(0)
  const record = Buffer.alloc(11)
  record.writeUInt16BE(typeNumbers.OPT ?? 0, 1)
  record.writeUInt16BE(ownUdpPayloadSize, 3)
  record.writeUInt8(responseCodes[response.code] >> 4, 5)
  return record
}
/** The size that avoids fragments on common paths (DNS flag day 2020). */
export const ownUdpPayloadSize = 1_232
