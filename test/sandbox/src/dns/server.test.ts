import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type DecodedPacket, decode, encode, type Packet, RECURSION_DESIRED, streamEncode } from 'dns-packet'
import t, { type Test } from 'tap'
import { createWorld } from '../world/create-world.ts'
import { worldNameservers } from './nameservers.ts'
import { startDnsServer } from './server.ts'
import { putSet } from './zones.ts'

async function start(t: Test) {
  const clock = { now: Date.UTC(2026, 0, 1) }
  const parts = createWorld({ dataDir: null, delays: { preset: 'realistic' }, now: () => clock.now })
  const server = await startDnsServer(parts.resolver, parts.faults, 0)
  t.teardown(async () => {
    await server.close()
    parts.close()
  })
  const resolver = new Resolver({ timeout: 500, tries: 1 })
  resolver.setServers([`127.0.0.1:${server.port}`])
  return { parts, clock, resolver, port: server.port, zones: parts.world.zones }
}

async function askRaw(port: number, message: Buffer): Promise<Buffer> {
  const socket = createSocket('udp4')
  socket.send(message, port, '127.0.0.1')
  const [answer] = await once(socket, 'message')
  socket.close()
  return answer
}

const responseCode = (packet: Packet) => (packet.flags ?? 0) & 15

const typeNumbers = { A: 1, NS: 2, SOA: 6, MX: 15, TXT: 16, AXFR: 252, ANY: 255 }
type TypeName = keyof typeof typeNumbers

async function ask(port: number, name: string, type: TypeName, options: Packet = {}): Promise<DecodedPacket> {
  const questions: Packet['questions'] = [{ name, type: 'A' }]
  const message = encode({ id: 7, type: 'query', flags: RECURSION_DESIRED, questions, ...options })
  // dns-packet has no name for some types that are to be asked: the number is written behind the name.
  if (!options.questions) message.writeUInt16BE(typeNumbers[type], 12 + name.length + 2)
  return decode(await askRaw(port, message))
}

function delegate(parts: Awaited<ReturnType<typeof start>>['parts'], name: string) {
  parts.registry.add(name, 'other', worldNameservers.managed, 1)
  parts.hosts.managed.saveZone({ name, kind: 'Native', account: '', soaEditApi: '' })
  putSet(parts.hosts.managed, name, name, 'SOA', 3_600, ['ns1.dns.sandbox.example. host.acme.com. 1 2 3 4 30'])
}

t.test('answers every type through the resolver of Node', async (t) => {
  const { resolver, zones } = await start(t)
  const long = 'k'.repeat(600)
  zones.publish('mail.sandbox.example', 'A', 60, ['192.0.2.1', '192.0.2.2'])
  zones.publish('mail.sandbox.example', 'AAAA', 60, ['2001:db8::1'])
  zones.publish('sandbox.example', 'MX', 60, ['10 mail.sandbox.example', '20 mail2.sandbox.example.'])
  zones.publish('key.sandbox.example', 'TXT', 60, [long, 'with "quotes" and \\ and é'])
  zones.publish('alias.sandbox.example', 'CNAME', 60, ['mail.sandbox.example'])
  zones.publish('_sip._tcp.sandbox.example', 'SRV', 60, ['1 2 5060 mail.sandbox.example'])
  zones.publish('sandbox.example', 'CAA', 60, ['0 issue "letsencrypt.org"'])
  t.same((await resolver.resolve4('MAIL.sandbox.Example')).sort(), ['192.0.2.1', '192.0.2.2'])
  t.same(await resolver.resolve6('mail.sandbox.example'), ['2001:db8::1'])
  t.match(await resolver.resolveMx('sandbox.example'), [{ priority: 10, exchange: 'mail.sandbox.example' }, {}])
  const texts = await resolver.resolveTxt('key.sandbox.example')
  t.same(
    texts[0]?.map((part) => part.length),
    [255, 255, 90],
    'a long text comes in several strings',
  )
  // Node reads the bytes of a TXT record as latin1.
  const decoded = texts.map((parts) => Buffer.from(parts.join(''), 'latin1').toString())
  t.same(decoded, [long, 'with "quotes" and \\ and é'])
  t.same(await resolver.resolveCname('alias.sandbox.example'), ['mail.sandbox.example'])
  t.same((await resolver.resolve4('alias.sandbox.example')).length, 2, 'a CNAME is followed')
  t.match(await resolver.resolveSrv('_sip._tcp.sandbox.example'), [{ port: 5060, name: 'mail.sandbox.example' }])
  t.match(await resolver.resolveCaa('sandbox.example'), [{ issue: 'letsencrypt.org' }])
  t.match(await resolver.resolveSoa('sandbox.example'), { minttl: 60 })
  for (const name of Object.values(worldNameservers).flat()) t.same(await resolver.resolve4(name), ['127.0.0.1'])
})

t.test('NXDOMAIN and NODATA carry the SOA', async (t) => {
  const { port, zones } = await start(t)
  zones.publish('a.b.sandbox.example', 'A', 60, ['192.0.2.1'])
  const missing = await ask(port, 'nope.sandbox.example', 'A')
  t.match(missing, { flag_aa: true, answers: [], authorities: [{ type: 'SOA', name: 'sandbox.example', ttl: 60 }] })
  t.equal(responseCode(missing), 3)
  for (const [name, type] of [
    ['a.b.sandbox.example', 'MX'],
    ['b.sandbox.example', 'A'],
  ] as const) {
    const empty = await ask(port, name, type)
    t.match(empty, { answers: [], authorities: [{ type: 'SOA' }] }, `${name} exists`)
    t.equal(responseCode(empty), 0)
  }
})

t.test('names are compressed and the question is repeated with its case', async (t) => {
  const { port, zones } = await start(t)
  zones.publish('sandbox.example', 'MX', 60, ['10 a.mail.sandbox.example', '20 b.mail.sandbox.example'])
  const query = encode({ id: 9, type: 'query', questions: [{ name: 'SandBox.Example', type: 'MX' }] })
  const answer = await askRaw(port, query)
  t.ok(answer.includes('SandBox'))
  t.equal(answer.toString('latin1').toLowerCase().split('sandbox').length - 1, 1, 'the zone name is written once')
  const data = decode(answer).answers?.map((record) => (record.type === 'MX' ? record.data : null))
  t.same(data, [
    { preference: 10, exchange: 'a.mail.SandBox.Example' },
    { preference: 20, exchange: 'b.mail.SandBox.Example' },
  ])
})

t.test('what does not fit is truncated over UDP and whole over TCP', async (t) => {
  const { port, zones, resolver } = await start(t)
  zones.publish('big.sandbox.example', 'TXT', 60, ['x'.repeat(900)])
  zones.publish('huge.sandbox.example', 'TXT', 60, ['x'.repeat(5_000)])
  t.match(await ask(port, 'big.sandbox.example', 'TXT'), { flag_tc: true, answers: [], additionals: [] })
  const opt = (udpPayloadSize: number, ednsVersion = 0) => ({
    additionals: [
      { type: 'OPT', name: '.', udpPayloadSize, ednsVersion, extendedRcode: 0, flags: 0, flag_do: false, options: [] },
    ] satisfies Packet['additionals'],
  })
  const withEdns = await ask(port, 'big.sandbox.example', 'TXT', opt(4_096))
  t.match(withEdns, { flag_tc: false, additionals: [{ type: 'OPT', udpPayloadSize: 1_232 }] })
  t.match(await ask(port, 'big.sandbox.example', 'TXT', opt(100)), { flag_tc: true })
  t.match(await ask(port, 'huge.sandbox.example', 'TXT', opt(65_000)), { flag_tc: true }, 'its own limit is 1232')
  t.equal((await resolver.resolveTxt('huge.sandbox.example'))[0]?.join('').length, 5_000, 'Node falls back to TCP')
  t.match(await ask(port, 'big.sandbox.example', 'TXT', opt(1_232, 1)), {
    answers: [],
    additionals: [{ type: 'OPT', extendedRcode: 1 }],
  })
})

t.test('several questions share a TCP connection, in pieces of any size', async (t) => {
  const { port } = await start(t)
  const question = (id: number) =>
    streamEncode({ id, type: 'query', questions: [{ name: 'ns1.dns.sandbox.example', type: 'A' }] })
  const bytes = Buffer.concat([question(1), question(2)])
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  for (const piece of [bytes.subarray(0, 1), bytes.subarray(1, 20), bytes.subarray(20)]) {
    await new Promise((done) => socket.write(piece, done))
  }
  let answers = Buffer.alloc(0)
  for await (const chunk of socket) {
    answers = Buffer.concat([answers, chunk])
    const first = answers.length > 2 ? 2 + answers.readUInt16BE(0) : Number.POSITIVE_INFINITY
    if (answers.length < 2 * first) continue
    t.same([answers.readUInt16BE(2), answers.readUInt16BE(first + 2)], [1, 2])
    break
  }
})

t.test('a customer zone is seen only through its delegation', async (t) => {
  const { parts, clock, resolver, port, zones } = await start(t)
  const { managed } = parts.hosts
  managed.saveZone({ name: 'acme.com', kind: 'Native', account: '', soaEditApi: '' })
  putSet(managed, 'acme.com', 'acme.com', 'MX', 60, ['0 mail.sandbox.example'])
  await t.rejects(resolver.resolveMx('acme.com'), { code: 'ENOTFOUND' }, 'nobody registered it')
  parts.world.waits.start('registration', 'acme.com', 'acme.com')
  const domain = parts.registry.add('acme.com', 'ours', worldNameservers.parked, 1)
  await t.rejects(resolver.resolveNs('acme.com'), { code: 'ENOTFOUND' }, 'the registration is under way')

  clock.now += 5 * 60_000
  t.same(await resolver.resolveNs('acme.com'), worldNameservers.parked)
  await t.rejects(resolver.resolveMx('acme.com'), { code: 'ENODATA' }, 'the parking zone is empty')
  await t.rejects(resolver.resolveMx('mail.acme.com'), { code: 'ENOTFOUND' })
  parts.registry.setNameservers(domain, worldNameservers.managed)
  t.same(await resolver.resolveNs('acme.com'), worldNameservers.parked, 'the parent zone lags')

  clock.now += 2 * 60_000
  t.same(await resolver.resolveNs('acme.com'), worldNameservers.managed)
  t.match(await ask(port, 'acme.com', 'NS'), { flag_aa: false })
  t.match(await ask(port, 'acme.com', 'MX'), { flag_aa: true, answers: [{ type: 'MX' }] })
  t.same(zones.resolve('acme.com', 'MX'), ['0 mail.sandbox.example'])
  managed.deleteZone('acme.com')
  await t.rejects(resolver.resolveMx('acme.com'), { code: 'ESERVFAIL' }, 'a lame delegation')
  t.equal(responseCode(await ask(port, 'acme.com', 'MX', { flags: 0 })), 5, 'which refuses who asks it directly')
})

t.test('CNAMEs lead from zone to zone, and not in circles', async (t) => {
  const { parts, resolver, port, zones } = await start(t)
  delegate(parts, 'acme.com')
  const { managed } = parts.hosts
  const selector = 'selector1._domainkey.acme.com'
  putSet(managed, 'acme.com', selector, 'CNAME', 60, ['selector1-acme-com.n-v1.dkim.mail.microsoft'])
  zones.publish('selector1-acme-com.n-v1.dkim.mail.microsoft', 'TXT', 60, ['v=DKIM1; p=abc'])
  t.same(await resolver.resolveTxt(selector), [['v=DKIM1; p=abc']])
  t.same(zones.resolve(selector, 'TXT'), ['v=DKIM1; p=abc'])
  t.same(zones.values(selector, 'TXT'), [], 'the zone itself holds a CNAME only')
  t.same(zones.values(selector, 'CNAME'), ['selector1-acme-com.n-v1.dkim.mail.microsoft'])
  zones.withdraw('selector1-acme-com.n-v1.dkim.mail.microsoft', 'TXT')
  const dangling = await ask(port, selector, 'TXT')
  t.match(dangling, { answers: [{ type: 'CNAME' }], authorities: [{ type: 'SOA', name: 'mail.microsoft' }] })
  t.equal(responseCode(dangling), 3, 'RFC 6604: the code is that of the last name')
  putSet(managed, 'acme.com', 'x.acme.com', 'CNAME', 60, ['y.acme.com'])
  putSet(managed, 'acme.com', 'y.acme.com', 'CNAME', 60, ['x.acme.com'])
  t.equal(responseCode(await ask(port, 'x.acme.com', 'A')), 2)
  putSet(managed, 'acme.com', '*.wild.acme.com', 'A', 60, ['192.0.2.9'])
  t.match(await ask(port, 'any.name.wild.acme.com', 'A'), { answers: [{ name: 'any.name.wild.acme.com' }] })
})

t.test('refuses what it is not there for', async (t) => {
  const { port } = await start(t)
  const codeOf = async (name: string, type: TypeName, options?: Packet) =>
    responseCode(await ask(port, name, type, options))
  t.equal(await codeOf('example.nosuchtld', 'A'), 5)
  t.equal(await codeOf('sandbox.example', 'AXFR'), 5)
  t.equal(await codeOf('x', 'A', { questions: [{ name: 'version.bind', type: 'TXT', class: 'CH' }] }), 5)
  t.equal(await codeOf('sandbox.example', 'SOA', { flags: 2 << 11 }), 4, 'opcode STATUS')
  t.match(await ask(port, 'sandbox.example', 'ANY'), { answers: [{ type: 'HINFO', data: { cpu: 'RFC8482' } }] })
  t.equal(await codeOf('free.com', 'ANY'), 3)
})

t.test('malformed packets do no harm', async (t) => {
  const { port, resolver } = await start(t)
  const query = encode({ id: 5, type: 'query', questions: [{ name: 'ns1.dns.sandbox.example', type: 'A' }] })
  const cut = await askRaw(port, query.subarray(0, 20))
  t.same([cut.readUInt16BE(0), cut.readUInt16BE(2) & 0x800f], [5, 0x8001], 'FORMERR with the same id')
  const twice = encode({
    id: 6,
    type: 'query',
    questions: [
      { name: 'a.com', type: 'A' },
      { name: 'b.com', type: 'A' },
    ],
  })
  t.equal((await askRaw(port, twice)).readUInt16BE(2) & 15, 1)
  const socket = createSocket('udp4')
  // A multiplicative generator: the same noise in each run.
  let seed = 42
  const nextByte = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed & 255
  }
  for (let round = 0; round < 500; round++) {
    const noise = Buffer.from(query)
    for (let flips = 0; flips < 3; flips++) noise[2 + (nextByte() % (noise.length - 2))] = nextByte()
    socket.send(noise.subarray(0, round % 5 === 0 ? nextByte() % noise.length : noise.length), port, '127.0.0.1')
  }
  const reply = Buffer.from(query)
  reply.writeUInt16BE(0x8000, 2)
  await new Promise((done) => socket.send(reply, port, '127.0.0.1', done))
  socket.close()
  const tcp = connect(port, '127.0.0.1')
  tcp.end(Buffer.from([0, 3, 1, 2, 3, 255]))
  await once(tcp.resume(), 'close')
  t.same(await resolver.resolve4('ns1.dns.sandbox.example'), ['127.0.0.1'])
})

t.test('faults of DNS bite by name and end by count', async (t) => {
  const { parts, resolver } = await start(t)
  const lookUp = (name = 'ns1.dns.sandbox.example') => resolver.resolve4(name)
  const limits = { vendor: 'dns', after: 0, match: { name: '^ns1\\.dns', type: 'A' } } as const
  parts.faults.add({ ...limits, kind: 'servfail', count: 1 })
  t.same(await lookUp('ns2.dns.sandbox.example'), ['127.0.0.1'], 'another name is not hit')
  await t.rejects(lookUp(), { code: 'ESERVFAIL' })
  t.same(await lookUp(), ['127.0.0.1'])
  parts.faults.add({ ...limits, kind: 'timeout', count: 1 })
  await t.rejects(lookUp(), { code: 'ETIMEOUT' })
  parts.faults.add({ ...limits, kind: 'slow', delayMs: 50, count: 1 })
  const before = performance.now()
  await lookUp()
  t.ok(performance.now() - before >= 49)
  t.match(parts.faults.list(), [{ bites: 1 }, { bites: 1 }, { bites: 1, isOver: true }])
})
