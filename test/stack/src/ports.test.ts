import { readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import t from 'tap'
import { choosePorts, nextFreePort } from './ports.ts'

function listen(port: number, host: string): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve({ server, port: address.port })
    })
  })
}

for (const host of ['127.0.0.1', '0.0.0.0']) {
  t.test(`a port that somebody holds on ${host} is passed over`, async (t) => {
    const { server, port } = await listen(0, host)
    t.teardown(() => server.close())
    t.ok((await nextFreePort(port)) > port)
  })
}

t.test('a port that the same instance took already is passed over', async (t) => {
  const port = await nextFreePort(0)
  t.ok((await nextFreePort(port, { taken: new Set([port]) })) > port)
})

t.test('ports are remembered, and kept where they are still free', async (t) => {
  const file = path.join(t.testdir(), 'ports.json')
  const wanted = { api: { port: 0 }, dns: { port: 0, udp: true } }
  const first = await choosePorts(wanted, file)
  t.same(await choosePorts(wanted, file), first)
  t.same(JSON.parse(readFileSync(file, 'utf8')), first)
  t.equal(statSync(file).mode & 0o777, 0o600)
  const { server } = await listen(first.api ?? 0, '127.0.0.1')
  t.teardown(() => server.close())
  const third = await choosePorts(wanted, file)
  t.not(third.api, first.api)
  t.equal(third.dns, first.dns)
})

t.test('a port that was asked for by number wins over the remembered one', async (t) => {
  const file = path.join(t.testdir(), 'ports.json')
  await choosePorts({ api: { port: 0 } }, file)
  const port = await nextFreePort(0)
  t.same(await choosePorts({ api: { port, isFixed: true } }, file), { api: port })
})

t.test('a remembered file that cannot be read is forgotten', async (t) => {
  const file = path.join(t.testdir({ 'ports.json': '{"api":' }), 'ports.json')
  t.ok((await choosePorts({ api: { port: 0 } }, file)).api)
})
