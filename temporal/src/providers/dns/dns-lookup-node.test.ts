import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import dnsPacket, { type Answer, type Question } from 'dns-packet'
import t, { type Test } from 'tap'
import { failureOf } from '../failure-of.ts'
import { createDnsLookup } from './dns-lookup-node.ts'

const NXDOMAIN = 3
const SERVFAIL = 2

type Data = Record<string, Answer[] | number>

/** Answers from a list of `NAME TYPE`; what is not listed is NXDOMAIN, a number is a response code, -1 is silence. */
async function startServer(t: Test, data: Data) {
  const socket: Socket = createSocket('udp4')
  const questions: string[] = []
  socket.on('message', (message, { port, address }) => {
    const query = dnsPacket.decode(message)
    const question = query.questions?.[0]
    if (!question) return
    const key = keyOf(question)
    questions.push(key)
    const found = data[key] ?? NXDOMAIN
    if (found === -1) return
    const [answers, code] = typeof found === 'number' ? [[], found] : [found, 0]
    const flags = dnsPacket.AUTHORITATIVE_ANSWER | code
    socket.send(
      dnsPacket.encode({ type: 'response', id: query.id, flags, questions: [question], answers }),
      port,
      address,
    )
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.teardown(() => socket.close())
  const { port } = socket.address()
  const lookup = createDnsLookup({ resolvers: [`127.0.0.1:${port}`], port, timeoutMs: 100 })
  return { lookup, questions, data }
}

const keyOf = ({ name, type }: Question) => `${name.toLowerCase()} ${type}`
const world = (more: Data): Data => ({
  'acme.com NS': [
    { name: 'acme.com', type: 'NS', data: 'NS2.dns.example' },
    { name: 'acme.com', type: 'NS', data: 'ns1.dns.example' },
  ],
  'ns1.dns.example AAAA': [],
  'ns2.dns.example A': [{ name: 'ns2.dns.example', type: 'A', data: '127.0.0.1' }],
  'ns2.dns.example AAAA': [],
  ...more,
})
const observe = async (t: Test, more: Data, name: string, type: 'MX' | 'TXT' | 'CNAME') =>
  (await startServer(t, world(more))).lookup.observe('acme.com', name, type)

t.test('name servers in order and in lower case', async (t) => {
  const { lookup } = await startServer(t, world({}))
  t.strictSame(await lookup.findNameservers('acme.com'), ['ns1.dns.example', 'ns2.dns.example'])
  t.strictSame(await lookup.findNameservers('missing.com'), [])
})

t.test('a resolver that fails is an error and no empty list', async (t) => {
  const { lookup } = await startServer(t, { 'acme.com NS': SERVFAIL })
  t.match(await failureOf(lookup.findNameservers('acme.com')), {
    provider: 'dns',
    kind: 'transient',
    code: 'ESERVFAIL',
  })
})

t.test('values in presentation form, from the first name server that has an address', async (t) => {
  const server = 'ns2.dns.example'
  const mx: Answer = { name: 'acme.com', type: 'MX', data: { preference: 10, exchange: 'MX.example.net' } }
  t.strictSame(await observe(t, { 'acme.com MX': [mx] }, 'acme.com', 'MX'), {
    outcome: 'answered',
    values: ['10 mx.example.net'],
    server,
  })
  const txt: Answer = { name: 'acme.com', type: 'TXT', data: ['v=spf1 ', '-all'] }
  t.match(await observe(t, { 'acme.com TXT': [txt] }, 'acme.com', 'TXT'), { values: ['v=spf1 -all'] })
  const cname: Answer = { name: 'a.acme.com', type: 'CNAME', data: 'Target.example.net' }
  t.match(await observe(t, { 'a.acme.com CNAME': [cname] }, 'a.acme.com', 'CNAME'), { values: ['target.example.net'] })
})

t.test('NXDOMAIN and an empty answer are missing', async (t) => {
  const missing = { outcome: 'missing', server: 'ns2.dns.example' }
  t.strictSame(await observe(t, {}, 'none.acme.com', 'TXT'), missing)
  t.strictSame(await observe(t, { 'acme.com TXT': [] }, 'acme.com', 'TXT'), missing)
})

t.test('a server that fails or says nothing is neither right nor missing', async (t) => {
  t.match(await observe(t, { 'acme.com TXT': SERVFAIL }, 'acme.com', 'TXT'), {
    outcome: 'failed',
    reason: 'ns1.dns.example has no address; ns2.dns.example: ESERVFAIL',
  })
  t.match(await observe(t, { 'acme.com TXT': -1 }, 'acme.com', 'TXT'), { outcome: 'failed', reason: /ETIMEOUT/ })
  t.match(await observe(t, { 'acme.com NS': SERVFAIL }, 'acme.com', 'TXT'), { outcome: 'failed', reason: /ESERVFAIL/ })
  t.match(await observe(t, { 'acme.com NS': NXDOMAIN }, 'acme.com', 'TXT'), {
    outcome: 'failed',
    reason: 'acme.com has no name servers',
  })
})

t.test('nothing is remembered', async (t) => {
  const answer = (data: string): Answer[] => [{ name: 'acme.com', type: 'TXT', ttl: 3600, data }]
  const { lookup, data } = await startServer(t, world({ 'acme.com TXT': answer('old') }))
  t.match(await lookup.observe('acme.com', 'acme.com', 'TXT'), { values: ['old'] })
  data['acme.com TXT'] = answer('new')
  t.match(await lookup.observe('acme.com', 'acme.com', 'TXT'), { values: ['new'] })
  t.strictSame(await lookup.resolve('acme.com', 'TXT'), [['new']])
})

t.test('mailauth gets Node’s answers and codes', async (t) => {
  const mx: Answer = { name: 'acme.com', type: 'MX', data: { preference: 10, exchange: 'mx.example.net' } }
  const { lookup } = await startServer(t, { 'acme.com MX': [mx], 'acme.com TXT': [] })
  t.match(await lookup.resolve('acme.com', 'MX'), [{ exchange: 'mx.example.net', priority: 10 }])
  t.match(await failureOf(lookup.resolve('acme.com', 'TXT')), { code: 'ENODATA' })
  t.match(await failureOf(lookup.resolve('none.com', 'TXT')), { code: 'ENOTFOUND' })
})
