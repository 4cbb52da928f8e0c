import t from 'tap'
import { readServerEvents } from './server-events.ts'

async function read(...chunks: string[]): Promise<string[]> {
  async function* body() {
    for (const chunk of chunks) yield new TextEncoder().encode(chunk)
  }
  const events = []
  for await (const event of readServerEvents(body())) events.push(event)
  return events
}

t.test('events that arrive in pieces are put together', async (t) => {
  t.same(await read('event: step\nda', 'ta: {"a":', '1}\n', '\ndata: b\n\n'), ['{"a":1}', 'b'])
})

t.test('comments and events without data are passed over', async (t) => {
  t.same(await read(': alive\n\nevent: x\n\ndata: y\n\n'), ['y'])
})

t.test('several data lines are one text, and CRLF ends lines as well', async (t) => {
  t.same(await read('data: one\r\ndata:two\r\n\r\n'), ['one\ntwo'])
})

t.test('an event that was not finished is not given out', async (t) => {
  t.same(await read('data: half'), [])
})
