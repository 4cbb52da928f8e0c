import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { HEADER_LIMIT } from '../src/rest/limits.ts'
import { startApi } from './support.ts'

const skip = process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)'

t.test('clients that take too long', { skip }, async (t) => {
  const api = await startApi(t, { limits: { headersTimeoutMs: 150, requestTimeoutMs: 300, stalledTimeoutMs: 400 } })
  await api.app.listen({ host: '127.0.0.1', port: 0 })
  const address = api.app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const open = () => connect(port, '127.0.0.1').on('error', () => {})
  const headers = `host: x\r\nauthorization: Bearer ${api.key}\r\n`

  async function untilClosed(socket: Socket): Promise<string> {
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    await once(socket, 'close')
    return answer
  }

  const untilAlone = async () => {
    while ((await new Promise((resolve) => api.app.server.getConnections((_, count) => resolve(count)))) !== 0)
      await new Promise((resolve) => setTimeout(resolve, 10))
  }

  await t.test('headers that do not end are cut off with 408', async (t) => {
    const socket = open()
    socket.write(`GET /v1/domains HTTP/1.1\r\n${headers}`)
    const answer = await untilClosed(socket)
    t.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/)
    t.match(answer, /"code":"request_timeout"/)
  })

  await t.test('headers that come drop by drop are, too', async (t) => {
    const socket = open()
    socket.write('GET /v1/domains HTTP/1.1\r\n')
    const drops = setInterval(() => socket.write('x: y\r\n'), 20)
    t.match(await untilClosed(socket), /^HTTP\/1\.1 408 /)
    clearInterval(drops)
  })

  await t.test('so is a body that does not end, and nothing is done', async (t) => {
    const socket = open()
    socket.write(
      `POST /v1/domains HTTP/1.1\r\n${headers}content-type: application/json\r\ncontent-length: 500\r\n\r\n{"name":`,
    )
    t.match(await untilClosed(socket), /^HTTP\/1\.1 408 /)
    t.same((await api.sql.query('select 1 from domains')).rows, [])
  })

  await t.test('a client that takes nothing of its answers is left', async (t) => {
    const socket = open().pause()
    // More than what the kernel keeps for a connection.
    for (let i = 0; i < 40; i++) socket.write('GET /reference/js/scalar.js HTTP/1.1\r\nhost: x\r\n\r\n')
    await once(socket, 'connect')
    await untilAlone()
    t.pass('the server has closed the connection')
    socket.destroy()
  })

  await t.test('a client that takes its time, but takes, is not', async (t) => {
    const socket = open()
    let taken = 0
    socket.on('data', (chunk) => {
      taken += chunk.length
      socket.pause()
      setTimeout(() => socket.resume(), 8)
    })
    socket.write('GET /reference/js/scalar.js HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
    await once(socket, 'close')
    t.ok(taken > 1_000_000)
  })

  await t.test('headers above the limit are answered with 431', async (t) => {
    const socket = open()
    socket.write(`GET /v1/domains HTTP/1.1\r\n${headers}x-long: ${'x'.repeat(HEADER_LIMIT)}\r\n\r\n`)
    const answer = await untilClosed(socket)
    t.match(answer, /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
    t.match(answer, /"code":"headers_too_large"/)
  })

  await t.test('others are served meanwhile', async (t) => {
    const slow = open()
    slow.write('GET /v1/domains HTTP/1.1\r\n')
    const answer = await fetch(`http://127.0.0.1:${port}/v1/domains`, {
      headers: { authorization: `Bearer ${api.key}` },
    })
    t.equal(answer.status, 200)
    slow.destroy()
  })
})
