import t from 'tap'
import { shownHeader } from './headers.ts'
import { textOf } from './part-content.ts'
import { leavesOf, readMail } from './read-mail.ts'

const read = (text: string) => readMail(Buffer.from(text, 'latin1'))

t.test('a mail without MIME is one part of plain text', async (t) => {
  const mail = read('Subject: a\r\n b\r\n\r\nHello\r\n')
  t.equal(mail.type, 'text/plain')
  t.equal(mail.headers.get('subject')?.[0], 'a b')
  t.equal(textOf(mail), 'Hello\n')
})

t.test('parts keep their order, and a message in the mail is kept as it is', async (t) => {
  const mail = read(
    'Content-Type: multipart/mixed; boundary="a"\n\npreamble\n--a\n\none\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n\ntwo\n--ab--\n--a\nContent-Type: message/rfc822\n\nSubject: inner\n\nthree\n--a--\nepilogue',
  )
  const leaves = leavesOf(mail)
  t.same(
    leaves.map((part) => [part.type, part.body]),
    [
      ['text/plain', 'one'],
      ['text/plain', 'two'],
      ['message/rfc822', 'Subject: inner\n\nthree'],
    ],
  )
})

t.test('transfer encodings and charsets are undone', async (t) => {
  const of = (encoding: string, charset: string, body: string) =>
    textOf(read(`Content-Type: text/plain; charset="${charset}"\nContent-Transfer-Encoding: ${encoding}\n\n${body}`))
  t.equal(of('quoted-printable', 'utf-8', 'caf=C3=A9 =\nau lait'), 'café au lait')
  t.equal(of('base64', 'utf-8', 'Y2Fmw6k='), 'café')
  t.equal(of('7bit', 'iso-2022-jp', '\x1b$B%(%i!<\x1b(B'), 'エラー')
  t.equal(of('8bit', 'no-such-charset', 'caf\xc3\xa9'), 'café')
})

t.test('encoded words are shown as they read', async (t) => {
  const mail = read('Subject: =?utf-8?Q?caf=C3=A9_?= =?utf-8?B?YXUgbGFpdA==?= =?x?\n\n')
  t.equal(shownHeader(mail.headers, 'subject'), 'café au lait =?x?')
})
