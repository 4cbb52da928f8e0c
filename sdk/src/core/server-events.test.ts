import t from 'tap'
import { createEventParser, type ServerMessage } from './server-events.ts'

const encoder = new TextEncoder()

function parse(...chunks: (string | Uint8Array)[]): ServerMessage[] {
  const read = createEventParser()
  return chunks.flatMap((chunk) => [...read(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)])
}

t.test('an event has a name, an id that stays, and lines of data', async (t) => {
  t.same(parse('id: 1\nevent: a\ndata: x\ndata: y\n\ndata:z\n\n'), [
    { event: 'a', id: '1', data: 'x\ny' },
    { event: 'message', id: '1', data: 'z' },
  ])
})

t.test('comments, unknown fields and events without data are passed over', async (t) => {
  t.same(parse(': heartbeat\n\nevent: a\n\nretry: 5\nfoo: bar\nfoo\ndata: x\n\n'), [
    { event: 'message', id: undefined, data: 'x' },
  ])
})

t.test('lines end in any of three ways, wherever the chunks are cut', async (t) => {
  const text = 'event: é\r\ndata: x\r\n\r\nevent: b\rdata: y\r\rdata: z\n\n'
  const whole = [
    { event: 'é', id: undefined, data: 'x' },
    { event: 'b', id: undefined, data: 'y' },
    { event: 'message', id: undefined, data: 'z' },
  ]
  const bytes = encoder.encode(text)
  for (let cut = 0; cut <= bytes.length; cut++)
    t.same(parse(bytes.slice(0, cut), bytes.slice(cut)), whole, `cut at ${cut}`)
  t.same(parse(...[...bytes].map((byte) => Uint8Array.of(byte))), whole)
})

t.test('what is incomplete at the end is dropped, and an id with NUL is none', async (t) => {
  t.same(parse('id: a\0b\ndata: x\n\ndata: y\n'), [{ event: 'message', id: undefined, data: 'x' }])
})

t.test('a byte order mark is no part of the first field', async (t) => {
  t.same(parse('\uFEFFdata: x\n\n'), [{ event: 'message', id: undefined, data: 'x' }])
})
