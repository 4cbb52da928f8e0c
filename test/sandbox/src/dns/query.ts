import { decode } from 'dns-packet'
import { normalName } from './names.ts'

export interface DnsQuery {
  id: number
  flags: number
  opcode: number
  name: string
  type: string
  class: string
  /** The question section byte by byte: an answer repeats it with the case that the client chose. */
  question: Buffer
  edns: { version: number; udpPayloadSize: number } | null
}

export interface MalformedQuery {
  id: number
  flags: number
  malformed: true
}

export const headerBytes = 12
export const recursionDesired = 1 << 8

/** Null for what deserves no answer: too short to have an id, or an answer itself. */
export function readQuery(message: Buffer): DnsQuery | MalformedQuery | null {
  if (message.length < headerBytes || message.readUInt16BE(2) & 0x8000) return null
  const id = message.readUInt16BE(0)
  const flags = message.readUInt16BE(2)
  try {
    return decodeQuery(message, id, flags) ?? { id, flags, malformed: true }
  } catch {
    return { id, flags, malformed: true }
  }
}

function decodeQuery(message: Buffer, id: number, flags: number): DnsQuery | null {
  const packet = decode(message)
  const [question, ...others] = packet.questions ?? []
  if (!question || others.length > 0) return null
  const option = packet.additionals?.find((record) => record.type === 'OPT')
  return {
    id,
    flags,
    opcode: (flags >> 11) & 15,
    name: normalName(question.name),
    type: question.type,
    class: question.class ?? 'IN',
    question: message.subarray(headerBytes, endOfQuestion(message)),
    edns: option?.type === 'OPT' ? { version: option.ednsVersion, udpPayloadSize: option.udpPayloadSize } : null,
  }
}

function endOfQuestion(message: Buffer) {
  let offset = headerBytes
  while (message.readUInt8(offset) !== 0) {
    // A pointer inside the first name could only point into the header.
    if (message.readUInt8(offset) > 63) throw new RangeError('A question without a plain name')
    offset += message.readUInt8(offset) + 1
  }
  return offset + 5
}

export const isRecursionDesired = (query: { flags: number }) => (query.flags & recursionDesired) !== 0
