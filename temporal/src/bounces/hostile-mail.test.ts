import t from 'tap'
import { readBounce } from './read-bounce.ts'

const MIB = 1024 * 1024
const MOST_MS = 1_000

/** What makes a careless pattern, a careless walk or a careless list slow. */
const pieces = [
  '\n',
  ' ',
  '\t',
  '\r',
  '\0',
  '-',
  '---\n',
  '*',
  '<',
  '>',
  '@',
  'a@',
  'a@b.c ',
  '<a@b.c>: 550 x\n',
  'a.',
  ':',
  ',',
  '"',
  '\\',
  '(',
  '=',
]
  .concat([
    '=?utf-8?Q?',
    '5',
    '550 5.1.1 ',
    '550 5.1.1 <a@b.c>...\n',
    ';',
    '\xff',
    '>>> RCPT TO:<a@b.c>\n<<< 550 x\n',
    ' x\n',
    'A: b\n',
  ])
  .concat([
    'Final-Recipient: rfc822; a@b.c\n',
    'Final-Recipient: rfc822; a@b.c\nAction: failed\n\n',
    'user ',
    'mailbox is ',
    'domain name ',
  ])
  .concat([
    'unknown ',
    'message to ',
    '<br>',
    '<style>',
    '&lt;',
    'https://a#b ',
    'original message ',
    '--b\n',
    '--b\nContent-Type: message/rfc822\n\n',
  ])

const fill = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length))
const head = 'From: MAILER-DAEMON@example.net\nSubject: Undelivered Mail\n'

const shapes: Record<string, (piece: string) => string> = {
  body: (piece) => `${head}\n${fill(piece, 2 * MIB)}`,
  page: (piece) => `${head}Content-Type: text/html\n\n${fill(piece, 2 * MIB)}`,
  headers: (piece) => `From: ${fill(piece, MIB)}\nSubject: ${fill(piece, MIB)}\nContent-Type: ${fill(piece, MIB)}\n\nx`,
  report: (piece) =>
    `${head}Content-Type: multipart/report; boundary=b\n\n--b\n\n${fill(piece, MIB)}\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: ${fill(piece, MIB)}\n\nFinal-Recipient: ${fill(piece, MIB)}\nDiagnostic-Code: ${fill(piece, MIB)}`,
}

t.test('no mail takes a second or throws, however it is made', async (t) => {
  for (const [name, shape] of Object.entries(shapes)) {
    const slow = pieces.filter((piece) => msToRead(shape(piece)) > MOST_MS)
    t.same(slow, [], name)
  }
})

t.test('parts within parts end somewhere', async (t) => {
  const nested = Array.from(
    { length: 20_000 },
    (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`,
  )
  t.ok(msToRead(head + nested.join('')) < MOST_MS)
})

function msToRead(text: string): number {
  const bytes = Buffer.from(text, 'latin1')
  const start = cpuMs()
  readBounce(bytes)
  return cpuMs() - start
}

/** Of this process alone: whatever else the machine does, it is not counted. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
