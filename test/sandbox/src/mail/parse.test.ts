import t from 'tap'
import { composeMime } from './compose.ts'
import { addressesIn, bodyText, decodeWords, headersOf, parseMessage } from './parse.ts'

t.test('headers are unfolded and repeated ones kept', (t) => {
  const raw = Buffer.from(
    'Received: a\r\n b\r\nReceived: c\r\nSubject: =?UTF-8?Q?Z=C3=BC?= =?UTF-8?B?cmljaA==?=\r\n\r\nX: y',
  )
  t.same(
    headersOf(raw)
      .map(({ name, value }) => `${name}=${value}`)
      .slice(0, 2),
    ['Received=a b', 'Received=c'],
  )
  t.equal(parseMessage(raw).subject, 'Zürich')
  t.end()
})

t.test('addresses come with and without names', (t) => {
  t.same(addressesIn('Ada <a@x.example>, b@x.example'), [
    { name: 'Ada', address: 'a@x.example' },
    { name: '', address: 'b@x.example' },
  ])
  t.same(addressesIn(undefined), [])
  t.equal(decodeWords('plain'), 'plain')
  t.end()
})

t.test('the text of a composed message is read back, multipart or not', async (t) => {
  const draft = {
    from: { name: 'Ada', address: 'ada@x.example' },
    to: [{ name: '', address: 'bob@x.example' }],
    cc: [],
    replyTo: [],
    subject: 'Grüße',
    headers: [{ name: 'x-run', value: '7' }],
  }
  const body = { type: 'text', content: `Grüezi ${'long '.repeat(40)}` } as const
  const file = { filename: 'a.txt', contentType: undefined, content: Buffer.from('file') }
  for (const attachments of [[], [file]]) {
    const raw = await composeMime({ ...draft, body, attachments }, 0)
    t.equal(bodyText(raw).trim(), body.content.trim())
    t.match(parseMessage(raw), { subject: 'Grüße', from: { address: 'ada@x.example' }, sentAt: 0 })
    t.match(
      headersOf(raw).find(({ name }) => name.toLowerCase() === 'x-run'),
      { value: '7' },
    )
  }
})
