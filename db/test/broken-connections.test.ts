import { once } from 'node:events'
import { createServer } from 'node:net'
import t from 'tap'
import { createDb } from '../src/db.ts'

// https://www.postgresql.org/docs/current/protocol-message-formats.html
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const welcomeAndGoodbye = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0')),
])

t.test('a server that dies as it takes a connection fails the work, not the process', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(welcomeAndGoodbye))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  const db = createDb({ url: `postgres://nobody@127.0.0.1:${port}/none` })
  t.teardown(async () => {
    await db.close()
    server.close()
  })
  await t.rejects(db.ping())
  await t.rejects(db.transaction(async () => undefined))
  await t.rejects(db.withLock('any', async () => undefined))
  const listener = await db.connect()
  await t.rejects(listener.query('listen nothing'))
})
