import { normalName } from './names.ts'
import { headerBytes } from './query.ts'
import { recordData } from './record-data.ts'
import type { DnsRecord } from './response.ts'

export const typeNumbers: Record<string, number> = {
  ...{ A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, HINFO: 13, MX: 15, TXT: 16, AAAA: 28, SRV: 33, DNAME: 39, OPT: 41 },
  CAA: 257,
}

/** Writes records behind a question, with the name compression of RFC 1035 section 4.1.4. */
export function createMessageWriter(question: Buffer) {
  const parts: Buffer[] = [question]
  const offsets = new Map<string, number>()
  let length = headerBytes + question.length
  rememberQuestion(question, offsets)

  function push(bytes: Buffer) {
    parts.push(bytes)
    length += bytes.length
  }
  function nameBytes(name: string, at: number, compress = true): Buffer {
    const suffix = normalName(name)
    if (suffix === '') return Buffer.from([0])
    const known = offsets.get(suffix)
    if (compress && known !== undefined) return Buffer.from([0xc0 | (known >> 8), known & 255])
    // A pointer has 14 bits.
    if (at < 0x4000 && known === undefined) offsets.set(suffix, at)
    const [label = '', ...rest] = suffix.split('.')
    const own = Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])
    return Buffer.concat([own, nameBytes(rest.join('.'), at + own.length, compress)])
  }
  function record({ name, type, ttlSeconds, content }: DnsRecord) {
    const owner = nameBytes(name, length)
    const fixed = Buffer.alloc(10)
    const data = recordData(type, content, length + owner.length + fixed.length, nameBytes)
    fixed.writeUInt16BE(typeNumbers[type] ?? 0, 0)
    fixed.writeUInt16BE(1, 2)
    fixed.writeUInt32BE(ttlSeconds, 4)
    fixed.writeUInt16BE(data.length, 8)
    push(Buffer.concat([owner, fixed, data]))
  }
  return { record, body: () => Buffer.concat(parts) }
}

function rememberQuestion(question: Buffer, offsets: Map<string, number>) {
  const labels: { text: string; at: number }[] = []
  let offset = 0
  while (question.readUInt8(offset) !== 0) {
    const size = question.readUInt8(offset)
    labels.push({ text: question.toString('latin1', offset + 1, offset + 1 + size).toLowerCase(), at: offset })
    offset += size + 1
  }
  for (const [index, { at }] of labels.entries()) {
    const suffix = labels.slice(index).map(({ text }) => text)
    // A dot inside a label would look like two labels.
    if (suffix.every((text) => /^[ -~]+$/.test(text) && !text.includes('.'))) {
      offsets.set(suffix.join('.'), headerBytes + at)
    }
  }
}
