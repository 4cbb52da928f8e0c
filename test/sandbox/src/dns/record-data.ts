import { encode, type Answer as PacketAnswer } from 'dns-packet'
import { textBytes } from './contents.ts'
import { headerBytes } from './query.ts'

/** Writes a name that will stand at offset `at` of the message. */
export type NameBytes = (name: string, at: number, compress?: boolean) => Buffer

/** RDATA of a zone file content that will stand at offset `at`. */
export function recordData(type: string, content: string, at: number, nameBytes: NameBytes): Buffer {
  const words = content.split(/\s+/)
  switch (type) {
    case 'NS':
    case 'CNAME':
    case 'PTR':
      return nameBytes(content, at)
    case 'DNAME':
      return nameBytes(content, at, false)
    case 'MX':
      return Buffer.concat([sixteenBits(words[0]), nameBytes(words[1] ?? '', at + 2)])
    case 'SRV':
      // RFC 2782: the target is never compressed.
      return Buffer.concat([...words.slice(0, 3).map(sixteenBits), nameBytes(words[3] ?? '', at + 6, false)])
    case 'SOA':
      return soaData(words, at, nameBytes)
    default:
      return plainData(packetAnswer(type, content))
  }
}

function soaData([mname = '', rname = '', ...numbers]: string[], at: number, nameBytes: NameBytes) {
  const primary = nameBytes(mname, at)
  const mailbox = nameBytes(rname, at + primary.length)
  const fields = Buffer.alloc(20)
  for (const [index, number] of numbers.slice(0, 5).entries()) fields.writeUInt32BE(Number(number), 4 * index)
  return Buffer.concat([primary, mailbox, fields])
}

function sixteenBits(word: string | undefined) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(Number(word))
  return bytes
}

function packetAnswer(type: string, content: string): PacketAnswer {
  if (type === 'A' || type === 'AAAA') return { type, name: '.', data: content }
  if (type === 'TXT') return { type, name: '.', data: textBytes(content) }
  if (type === 'CAA') return caaAnswer(content)
  if (type === 'HINFO') return { type, name: '.', data: { cpu: content, os: '' } }
  throw new TypeError(`No wire form for records of type ${type}`)
}

function caaAnswer(content: string): PacketAnswer {
  const [, flags, tag, value = ''] = /^(\d+) (\S+) "(.*)"$/.exec(content) ?? []
  const known = tag === 'issue' || tag === 'issuewild' || tag === 'iodef' ? tag : 'issue'
  return { type: 'CAA', name: '.', data: { flags: Number(flags), tag: known, value } }
}

/** The data alone: dns-packet writes header, root name (1 byte), type, class, TTL and length in front of it. */
function plainData(answer: PacketAnswer) {
  return encode({ type: 'response', answers: [answer] }).subarray(headerBytes + 11)
}
