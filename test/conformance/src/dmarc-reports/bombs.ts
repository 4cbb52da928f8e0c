import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

const MIB = 1024 * 1024
const head =
  '<feedback><report_metadata><org_name>a</org_name><report_id>1</report_id><date_range><begin>1</begin><end>2</end></date_range></report_metadata><policy_published><domain>example.com</domain></policy_published>'

const text = (content: string) => Buffer.from(content, 'latin1')

/** Files that must be refused: those that unpack to a lot, and those that make a parser fetch, expand or search. */
export function makeBombs(): Record<string, Buffer> {
  const blank = gzipSync(Buffer.alloc(256 * MIB, ' '))
  return {
    'gzip of 256 MiB': blank,
    'gzip of a gzip of 256 MiB': gzipSync(blank),
    'twenty gzips': Array.from({ length: 20 }).reduce<Buffer>((inner) => gzipSync(inner), text(head)),
    'zip of 256 MiB': zipOf(Buffer.alloc(256 * MIB, ' '), 256 * MIB),
    'zip that lies of its size': zipOf(Buffer.alloc(256 * MIB, ' '), 1_000),
    'mail with forty gzips of 2 MiB': mailOf(gzipSync(Buffer.alloc(2 * MIB, ' ')), 40),
    'plain file of 100 MiB': Buffer.alloc(100 * MIB, '<'),
    'billion laughs': text(
      `<?xml version="1.0"?><!DOCTYPE feedback [${laughs()}]>${head}<version>&e9;</version></feedback>`,
    ),
    'quadratic entity': text(
      `<!DOCTYPE feedback [<!ENTITY a "${'a'.repeat(50_000)}">]>${head}${'&a;'.repeat(50_000)}</feedback>`,
    ),
    'entity of a file': text(
      `<!DOCTYPE feedback [<!ENTITY x SYSTEM "file:///etc/passwd">]>${head}<error>&x;</error></feedback>`,
    ),
    'entity of parameters': text(
      `<!DOCTYPE feedback [<!ENTITY % x SYSTEM "http://127.0.0.1:1/"> %x;]>${head}</feedback>`,
    ),
    'external subset': text(`<!DOCTYPE feedback SYSTEM "http://127.0.0.1:1/x.dtd">${head}</feedback>`),
    'entities in UTF-16': Buffer.from(`\ufeff<!DOCTYPE feedback [<!ENTITY x "x">]>${head}</feedback>`, 'utf16le'),
    'a million elements': text(`${head}<record>${'<a/>'.repeat(700_000)}</record></feedback>`),
    'a hundred thousand levels': text(`${head}${'<record>'.repeat(100_000)}`),
    'a million open brackets': text(`${head}${'<'.repeat(MIB)}`),
    'a million unknown entities': text(`${head}${'&'.repeat(MIB)}</feedback>`),
    'one attribute of a megabyte': text(`${head}<record a="${'<'.repeat(MIB)}`),
    'four hundred thousand attributes': text(
      `<feedback ${Array.from({ length: 400_000 }, (_, at) => `a${at}="1"`).join(' ')}></feedback>`,
    ),
  }
}

const laughs = () =>
  Array.from({ length: 10 }, (_, at) => `<!ENTITY e${at} "${at === 0 ? 'ha' : `&e${at - 1};`.repeat(10)}">`).join('')

function mailOf(attachment: Buffer, times: number): Buffer {
  const part = `--b\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n${attachment.toString('base64')}\r\n`
  return text(`From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(times)}--b--\r\n`)
}

/** One deflated file (APPNOTE.TXT 4.3), whose size can be told wrong. */
function zipOf(content: Buffer, size: number): Buffer {
  const data = deflateRawSync(content)
  const name = text('report.xml')
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(data.length, 14)
  common.writeUInt32LE(size, 18)
  common.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([text('PK\x03\x04'), common, name, data])
  const central = Buffer.concat([text('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), name])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}
