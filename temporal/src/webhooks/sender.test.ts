import { createServer } from 'node:net'
import t, { type Test } from 'tap'
import { createAddressGuard } from './address-guard.ts'
import { makeCertificate } from './certificate-fixture.ts'
import { startDnsServer } from './dns-server-fixture.ts'
import { judge } from './outcome.ts'
import { answer, type Reply, startReceiver } from './receiver-fixture.ts'
import { createWebhookSender, type SenderOptions, type Sent } from './sender.ts'
import { signWebhook } from './signature.ts'
import { parseWebhookConfig } from './webhook-config.ts'

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`]
const local = createAddressGuard(parseWebhookConfig({ TEST_WEBHOOK_NETWORKS: '127.0.0.0/8,::1/128' }))
const message = { livemode: false, eventId: 'evt_1', body: '{"id":"evt_1"}', secrets }

function senderFor(t: Test, options: Partial<SenderOptions> = {}) {
  const sender = createWebhookSender({ guard: local, timeoutMs: 2_000, ...options })
  t.teardown(() => sender.close())
  return sender
}

async function sendTo(t: Test, reply: Reply, options: Partial<SenderOptions> = {}) {
  const receiver = await startReceiver(t, reply)
  const sent = await senderFor(t, options).send({ ...message, url: receiver.url })
  return { receiver, sent, outcome: judge(sent.result) }
}

const answerOf = ({ result }: Sent) => ('status' in result ? result : null)

t.test('signs each attempt over the bytes it sends', async (t) => {
  const { receiver, sent, outcome } = await sendTo(t, answer(204))
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  t.match(headers, { 'content-type': 'application/json', 'user-agent': 'Coldframe-Webhooks/1', 'webhook-id': 'evt_1' })
  const timestamp = Number(headers['webhook-timestamp'])
  t.ok(Math.abs(timestamp - Date.now() / 1000) < 5)
  t.equal(body, message.body)
  t.equal(headers['webhook-signature'], signWebhook({ id: 'evt_1', timestamp, body }, secrets))
  t.equal(outcome.verdict, 'succeeded')
  t.notMatch(JSON.stringify(sent), 'v1,', 'the log holds no signature')
})

t.test('keeps connections for the next messages', async (t) => {
  const receiver = await startReceiver(t, answer(200, {}, 'ok'))
  const sender = senderFor(t)
  for (let time = 0; time < 20; time++) await sender.send({ ...message, url: receiver.url })
  t.equal(receiver.received.length, 20)
  t.ok(receiver.connections() <= 2, `${receiver.connections()} connections`)
})

for (const [status, verdict, code] of [
  [200, 'succeeded', null],
  [299, 'succeeded', null],
  [400, 'failed', 'status_refused'],
  [404, 'failed', 'status_refused'],
  [408, 'retry', 'status_failed'],
  [410, 'gone', 'gone'],
  [429, 'retry', 'status_failed'],
  [500, 'retry', 'status_failed'],
  [503, 'retry', 'status_failed'],
] as const)
  t.test(`an answer of ${status} is ${verdict}`, async (t) => {
    const { outcome } = await sendTo(t, answer(status, {}, 'text'))
    t.match(outcome, { verdict, code })
  })

t.test('a redirect, to the metadata service or anywhere, is not followed and fails at once', async (t) => {
  const { sent, outcome } = await sendTo(t, answer(302, { location: 'http://169.254.169.254/latest/meta-data/' }))
  t.match(outcome, { verdict: 'failed', code: 'redirected' })
  t.equal(answerOf(sent)?.headers.location, 'http://169.254.169.254/latest/meta-data/')
})

t.test('Retry-After is understood in seconds and as a date', async (t) => {
  const seconds = await sendTo(t, answer(429, { 'retry-after': '120' }))
  t.equal(seconds.outcome.retryAfterMs, 120_000)
  const date = new Date(Date.now() + 3_600_000).toUTCString()
  const dated = (await sendTo(t, answer(503, { 'retry-after': date }))).outcome.retryAfterMs ?? 0
  t.ok(dated > 3_590_000 && dated <= 3_600_000, `${dated} ms`)
  const strange = await sendTo(t, answer(503, { 'retry-after': 'soon' }))
  t.equal(strange.outcome.retryAfterMs, null)
})

t.test('a receiver that hangs is given up after the time-out', async (t) => {
  const { sent, outcome } = await sendTo(t, () => {}, { timeoutMs: 100 })
  t.match(outcome, { verdict: 'retry', code: 'timeout' })
  t.ok(sent.durationMs < 1_000, `${sent.durationMs} ms`)
})

t.test('one that trickles its headers is given up too', async (t) => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => socket.write('x-more: 1\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const sent = await senderFor(t, { timeoutMs: 150 }).send({ ...message, url: `http://127.0.0.1:${port}/` })
  t.match(judge(sent.result), { verdict: 'retry', code: 'timeout' })
})

t.test('of an endless body the first 4 KiB are read, and the connection is cut', async (t) => {
  let sentBytes = 0
  const { receiver, sent, outcome } = await sendTo(t, (response) => {
    const chunk = Buffer.alloc(65_536, 'x')
    const pour = () => {
      while (sentBytes < 2 ** 30) {
        sentBytes += chunk.length
        if (!response.write(chunk)) return
      }
      response.end()
    }
    response.on('drain', pour).on('error', () => {})
    pour()
  })
  t.equal(outcome.verdict, 'succeeded')
  t.equal(answerOf(sent)?.body.length, 4_096)
  t.ok(sentBytes < 2 ** 26, `${sentBytes} bytes left the receiver`)
  t.ok(sent.durationMs < 1_000)
  t.equal(receiver.connections(), 1)
})

t.test('a body that breaks off, or never ends, after a 2xx is a success with what came of it', async (t) => {
  const cut = await sendTo(t, (response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('begun', () => response.destroy())
  })
  t.equal(cut.outcome.verdict, 'succeeded')
  t.equal(answerOf(cut.sent)?.body, 'begun')
  const slow = await sendTo(t, (response) => void response.writeHead(200).write('begun'), { timeoutMs: 100 })
  t.equal(slow.outcome.verdict, 'succeeded')
  t.equal(answerOf(slow.sent)?.body, 'begun')
})

t.test('a receiver that closes before it answers is tried again', async (t) => {
  const { outcome } = await sendTo(t, (response) => void response.socket?.destroy())
  t.match(outcome, { verdict: 'retry', code: 'connection_failed' })
})

t.test('an answer that is no HTTP, or has too many headers, is tried again', async (t) => {
  const noHttp = await sendTo(t, (response) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'))
  t.match(noHttp.outcome, { verdict: 'retry', code: 'answer_invalid' })
  const long = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`x-${index}`, 'y'.repeat(4_000)]))
  t.match((await sendTo(t, answer(200, long))).outcome, { verdict: 'retry', code: 'answer_invalid' })
})

t.test('bytes that Postgres cannot store are replaced', async (t) => {
  const { sent } = await sendTo(t, (response) => void response.end(Buffer.from([0x61, 0, 0xff, 0x62])))
  t.equal(answerOf(sent)?.body, 'a\ufffd\ufffdb')
})

t.test('a certificate that is not trusted, of another host, or expired is tried again', async (t) => {
  const good = makeCertificate({ host: 'localhost' })
  const receiver = await startReceiver(t, answer(200), { tls: good })
  const send = async (url: string, ca?: string) =>
    judge((await senderFor(t, ca ? { ca } : {}).send({ ...message, url })).result)
  t.match(await send(receiver.url, good.cert), { verdict: 'succeeded' })
  t.match(await send(receiver.url), { verdict: 'retry', code: 'tls_failed' })
  t.match(await send(`https://127.0.0.1:${receiver.port}/`, good.cert), { verdict: 'retry', code: 'tls_failed' })
  const expired = makeCertificate({ host: 'localhost', isExpired: true })
  const late = await startReceiver(t, answer(200), { tls: expired })
  t.match(await send(late.url, expired.cert), { verdict: 'retry', code: 'tls_failed' })
  t.equal(late.received.length, 0)
})

t.test('a host that turns private after it was checked is not connected to', async (t) => {
  const receiver = await startReceiver(t, answer(200))
  let answers = 0
  const server = await startDnsServer(t, ({ type }) => {
    if (type !== 'A') return []
    return answers++ === 0 ? ['93.184.215.14'] : ['127.0.0.1']
  })
  const guard = createAddressGuard(parseWebhookConfig({ TEST_WEBHOOK_RESOLVERS: server }))
  const url = `http://rebinding.example:${receiver.port}/`
  await t.resolves(guard.check(url, message), 'public when the endpoint is created')
  const sent = await senderFor(t, { guard }).send({ ...message, url })
  t.match(judge(sent.result), { verdict: 'retry', code: 'address_refused' })
  t.equal(receiver.connections(), 0)
})

t.test('the address that was checked is the one connected to', async (t) => {
  const receiver = await startReceiver(t, answer(200))
  let questions = 0
  const server = await startDnsServer(t, ({ type }) => {
    if (type !== 'A') return []
    questions++
    return questions === 1 ? ['127.0.0.1'] : ['127.0.0.2']
  })
  const environment = { TEST_WEBHOOK_RESOLVERS: server, TEST_WEBHOOK_NETWORKS: '127.0.0.1/32' }
  const guard = createAddressGuard(parseWebhookConfig(environment))
  const sent = await senderFor(t, { guard }).send({ ...message, url: `http://pinned.example:${receiver.port}/` })
  t.equal(judge(sent.result).verdict, 'succeeded')
  t.equal(questions, 1)
  t.equal(receiver.received[0]?.headers.host, `pinned.example:${receiver.port}`)
})

t.test('nobody learns from a refusal whether something listens there', async (t) => {
  const receiver = await startReceiver(t, answer(200))
  const sender = senderFor(t, { guard: createAddressGuard(parseWebhookConfig({})) })
  const results = []
  for (const host of [`127.0.0.1:${receiver.port}`, '127.0.0.1:1024', '[::1]:1024', '2130706433', 'localhost:1024'])
    results.push((await sender.send({ ...message, url: `http://${host}/` })).result)
  for (const result of results) t.same(result, results[0])
  t.match(results[0], { code: 'address_refused' })
  t.equal(receiver.connections(), 0)
})

t.test('http is not sent in live mode, whatever the row says', async (t) => {
  const receiver = await startReceiver(t, answer(200))
  const sent = await senderFor(t).send({ ...message, livemode: true, url: receiver.url })
  t.match(sent.result, { code: 'url_not_https' })
  t.equal(receiver.connections(), 0)
})
