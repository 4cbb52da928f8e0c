import t, { type Test } from 'tap'
import { html, json, problem, type Reply, startServer } from '../core/scripted-server-fixture.ts'
import { createTestTerminal } from './terminal-fixture.ts'

const domain = { id: 'dom_1', name: 'getacme.com', status: 'active', health: 'healthy', mailboxCount: 10 }
const page = json(200, { data: [domain], hasMore: false, nextCursor: null })

async function open(t: Test, replies: [Reply, ...Reply[]], seat: { isInteractive?: boolean; columns?: number } = {}) {
  const { baseUrl, seen: requests } = await startServer(t, replies)
  const environment = { COLDFRAME_API_KEY: 'cf_test_abcd_secret', COLDFRAME_BASE_URL: baseUrl }
  return { ...createTestTerminal(t, { ...seat, environment }), requests, baseUrl }
}

t.test('a person gets a table as wide as the terminal, a program lines of JSON', async (t) => {
  const person = await open(t, [page], { columns: 60 })
  t.equal(await person.run('domains list'), 0)
  const [head, row] = person.seen.out.split('\n')
  t.match(head, /^id {5}name {9}status/)
  t.match(row, /^dom_1 {2}getacme\.com {2}active {2}healthy {2}10/)
  t.ok(person.seen.out.split('\n').every(({ length }) => length <= 60))
  for (const [line, isInteractive] of [
    ['domains list --json', true],
    ['domains list', false],
  ] as const) {
    const program = await open(t, [page], { isInteractive })
    t.equal(await program.run(line), 0)
    t.same(JSON.parse(program.seen.out), domain)
  }
})

t.test('what somebody has named does not move the cursor', async (t) => {
  const { run, seen } = await open(t, [json(200, { ...domain, statusReason: 'a\u001b[2Jb\nc' })])
  t.equal(await run('domains get dom_1'), 0)
  t.match(seen.out, 'a\ufffd[2Jb\ufffdc')
})

const operation = (status: string, progress: number) => ({
  id: 'op_1',
  status,
  progress,
  steps: [{ name: 'create_tenant', status }],
  updatedAt: `2026-03-01T00:00:0${progress * 4}.000Z`,
  finishedAt: status === 'running' ? null : '2026-03-01T00:00:09.000Z',
})

const stream =
  (...states: object[]): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const state of states) response.write(`event: operation\ndata: ${JSON.stringify(state)}\n\n`)
    response.end('event: end\ndata: {}\n\n')
  }

t.test('a bar moves in its place for a person, and leaves the output clean', async (t) => {
  const { run, seen } = await open(t, [stream(operation('running', 0.5), operation('succeeded', 1))])
  t.equal(await run('operations watch op_1'), 0)
  t.match(seen.complaints, `\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)}  50 %  create_tenant`)
  t.match(seen.complaints, `\r\u001b[K${'█'.repeat(24)} 100 %  succeeded\n`)
  t.equal(seen.out, '')
})

t.test('an operation that fails is told state by state, and by the exit code', async (t) => {
  const { run, seen } = await open(t, [stream(operation('running', 0.5), operation('failed', 0.5))], {
    isInteractive: false,
  })
  t.equal(await run('operations watch op_1'), 1)
  t.match(seen.out, /^\{"id":"op_1","status":"running"/)
  t.match(JSON.parse(seen.complaints), { code: 'operation_failed' })
})

t.test('each kind of refusal has its exit code, and its code in what is said', async (t) => {
  const refusals: [Reply, number, string][] = [
    [problem(400, 'request_invalid'), 1, 'request_invalid'],
    [problem(401, 'api_key_invalid'), 3, 'api_key_invalid'],
    [problem(403, 'scope_missing'), 3, 'scope_missing'],
    [problem(404, 'domain_not_found'), 4, 'domain_not_found'],
    [problem(409, 'domain_busy'), 1, 'domain_busy'],
    [html(200), 1, 'invalid_answer'],
  ]
  for (const [reply, exitCode, code] of refusals) {
    const person = await open(t, [reply])
    t.equal(await person.run('domains get dom_1'), exitCode, code)
    t.match(person.seen.complaints, `(${code})\n  request req-1\n`)
    const program = await open(t, [reply], { isInteractive: false })
    await program.run('domains get dom_1')
    t.match(JSON.parse(program.seen.complaints), { code, requestId: 'req-1' })
  }
})

t.test('a rotation is asked for with what was said of it, names looked up', async (t) => {
  const rotation = json(202, { id: 'rot_1', status: 'planned' })
  const found = (id: string) => json(200, { data: [{ ...domain, id }], nextCursor: null })
  const { run, seen, requests } = await open(t, [json(200, { ...domain, id: 'dom_1' }), found('dom_2'), rotation])
  t.equal(await run('rotate dom_1 --to b.com --after retire --grace-days 3 --max-spend 90 --json'), 0)
  t.same(JSON.parse(seen.out), { id: 'rot_1', status: 'planned' })
  t.match(requests.at(-1), { method: 'POST', url: '/v1/domains/dom_1/rotate' })
  t.same(JSON.parse(requests.at(-1)?.body ?? ''), {
    replacementDomainId: 'dom_2',
    maxSpend: { amount: '90.00', currency: 'USD' },
    after: 'retire',
    graceDays: 3,
  })
})

t.test('the mapping of a rotation is a table of who sends for whom', async (t) => {
  const from = { mailboxId: 'mbx_1', domainId: 'dom_1', address: 'ann@a.com' }
  const mailboxes = [
    { from, to: { mailboxId: 'mbx_2', domainId: 'dom_2', address: 'ann@b.com' }, unmappedReason: null, mappedAt: null },
    { from: { ...from, address: 'bob@a.com' }, to: null, unmappedReason: 'no_room', mappedAt: null },
  ]
  const { run, seen } = await open(t, [json(200, { rotationId: 'rot_1', mailboxes })])
  t.equal(await run('rotations mailboxes rot_1'), 0)
  t.match(seen.out, /ann@a\.com +ann@b\.com/)
  t.match(seen.out, /bob@a\.com .*no_room/)
})

const fleet = {
  id: 'flt_1',
  name: 'Acme',
  status: 'kept',
  dailySendTarget: 5000,
  capacity: { dailySendLimit: 5600, provisioning: 0, ramping: 1, active: 14, spare: 2, resting: 0 },
  lowFrom: null,
}

t.test('a fleet is asked for with what was said of it', async (t) => {
  const { run, requests } = await open(t, [json(201, fleet)])
  const line = 'fleets create acme.com --target 5000 --residency eu --spare-percent 15 --max-spend 900 --policy approve'
  t.equal(await run(line), 0)
  t.same(JSON.parse(requests[0]?.body ?? ''), {
    name: 'acme.com',
    brandDomain: 'acme.com',
    dailySendTarget: 5000,
    provider: 'microsoft365',
    mailboxCount: 10,
    residency: 'eu',
    spareRatio: 0.15,
    maxSpendPerMonth: { amount: '900.00', currency: 'USD' },
    rotationPolicy: 'approve',
  })
})

t.test('a fleet is shown by what it may send, and its days by their band', async (t) => {
  const listed = await open(t, [json(200, { data: [fleet], hasMore: false, nextCursor: null })])
  t.equal(await listed.run('fleets list'), 0)
  t.match(listed.seen.out, /maySend {2}spares.*\nflt_1 +Acme +kept +5000 +5600 +2 /)
  const cost = { amount: '12.00', currency: 'USD' }
  const day = { date: '2026-03-02', capacity: { low: 4800, middle: 5100, high: 5600 }, orders: 0.4, cost }
  const forecast = await open(t, [json(200, { fleetId: 'flt_1', days: [day], orders: 0.4, cost })])
  t.equal(await forecast.run('fleets forecast flt_1'), 0)
  t.match(forecast.seen.out, /\n2026-03-02 +4800 +5100 +5600 +0\.4 +12\.00\n/)
})

t.test('a fleet is ended only by who says so', async (t) => {
  const { run, requests, seen } = await open(t, [json(200, fleet)])
  t.equal(await run('fleets end flt_1'), 2)
  t.match(seen.complaints, 'Acme would not be kept any more: add --yes')
  t.ok(requests.every(({ method }) => method === 'GET'))
})

t.test('signals of a file are sent in parts, and what was refused is told by its line', async (t) => {
  const results = (accepted: number, refused: object[]) =>
    json(200, { accepted, duplicates: 1, refused, suppressed: [] })
  const refusal = { index: 2, id: 'c', code: 'mailbox_not_found', message: 'There is no such mailbox.' }
  const { run, requests, seen } = await open(t, [results(4_999, []), results(1, [refusal])], { isInteractive: false })
  const file = `${t.testdir({ 'signals.jsonl': `${'{"id":"a"}\n'.repeat(5_003)}\n` })}/signals.jsonl`
  t.equal(await run(`signals send ${file}`), 0)
  t.same(
    requests.map(({ body }) => JSON.parse(body).signals.length),
    [5_000, 3],
  )
  t.same(JSON.parse(seen.out), {
    accepted: 5_000,
    duplicates: 2,
    refused: [{ ...refusal, index: 5_002 }],
    suppressed: [],
  })
})

t.test('a file that is none, or holds no JSON, is told before anything is sent', async (t) => {
  const { run, requests, seen } = await open(t, [page])
  t.equal(await run('signals send /nowhere/signals.jsonl'), 2)
  const file = `${t.testdir({ 'signals.jsonl': '{"id":"a"}\nid=b\n' })}/signals.jsonl`
  t.equal(await run(`signals send ${file}`), 2)
  t.match(seen.complaints, `Line 2 of ${file} is no JSON`)
  t.same(requests, [])
})

t.test('a wrong command line asks nothing of the API', async (t) => {
  const lines = [
    'domains sell',
    'domains get',
    'domains get a b',
    'domains list --limit many',
    'domains list --colour',
    'domains create a.com --residency us',
    'rotate a.com --after sell',
    'rotate a.com --grace-days some',
    'listen',
    'listen --forward-to localhost:4000',
    'login',
  ]
  for (const line of lines) {
    const { run, seen, requests } = await open(t, [page])
    t.equal(await run(line), 2, line)
    t.not(seen.complaints, '')
    t.equal(requests.length, 0)
  }
})

t.test('Ctrl-C ends it with 130, and without a complaint', async (t) => {
  const { run, seen, stop } = await open(t, [
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
  ])
  setTimeout(() => stop.abort(), 50)
  t.equal(await run('events tail'), 130)
  t.equal(seen.complaints, '')
})

t.test('the environment wins over what login has kept', async (t) => {
  const server = await startServer(t, [page])
  const { run, seen, home } = createTestTerminal(t, { secret: 'cf_test_kept' })
  t.equal(await run(`login --base-url ${server.baseUrl}`), 0)
  t.notMatch(seen.out + seen.complaints, 'cf_test_kept')
  t.equal(await run('domains list'), 0)
  const other = createTestTerminal(t, { environment: { XDG_CONFIG_HOME: home, COLDFRAME_API_KEY: 'cf_test_other' } })
  t.equal(await other.run('domains list'), 0)
  t.same(
    server.seen.map(({ headers }) => headers.authorization),
    ['Bearer cf_test_kept', 'Bearer cf_test_kept', 'Bearer cf_test_other'],
  )
})

const document = (version: string) => json(200, { openapi: '3.1.0', info: { version } })
const keys = (...prefixes: string[]) =>
  json(200, {
    data: prefixes.map((prefix) => ({ prefix, scopes: ['domains:read', 'api_keys:read'] })),
    hasMore: false,
    nextCursor: null,
  })

async function examine(t: Test, replies: [Reply, ...Reply[]]) {
  const { run, seen } = await open(t, replies, { isInteractive: false })
  const code = await run('doctor')
  const findings = seen.out
    .trim()
    .split('\n')
    .map((line): { check: string } => JSON.parse(line))
  return { code, findings: Object.fromEntries(findings.map(({ check, ...rest }) => [check, rest])) }
}

t.test('the doctor tells the version, the scopes of the key and the clock', async (t) => {
  const well = await examine(t, [page, document('1.2.0'), keys('cf_test_abcd', 'cf_test_else')])
  t.match(well, {
    code: 0,
    findings: {
      version: { result: 'ok', found: '1.2.0' },
      scopes: { result: 'ok', found: 'domains:read, api_keys:read' },
      clock: { result: 'ok' },
    },
  })
  const twins = await examine(t, [page, document('1.2.0'), keys('cf_test_abcd', 'cf_test_abcd')])
  t.match(twins.findings, { scopes: { found: /not told: 2 keys/ } })
})

t.test('the doctor finds what is wrong', async (t) => {
  const late: Reply = (response, request) => {
    response.setHeader('date', new Date(Date.now() + 600_000).toUTCString())
    page(response, request)
  }
  const clock = await examine(t, [late, document('1.0.0'), keys('cf_test_abcd')])
  t.match(clock, { code: 1, findings: { clock: { result: 'WRONG', found: /^-(599|600|601) s/ } } })
  const version = await examine(t, [page, document('2.0.0'), keys('cf_test_abcd')])
  t.match(version, { code: 1, findings: { version: { result: 'WRONG', found: '2.0.0' } } })
  const stranger = await examine(t, [problem(401, 'api_key_invalid'), document('1.0.0')])
  t.match(stranger, {
    code: 1,
    findings: { API: { result: 'ok' }, key: { result: 'WRONG', found: /api_key_invalid/ } },
  })
  t.notOk('scopes' in stranger.findings)
  const narrow = await examine(t, [page, document('1.0.0'), problem(403, 'scope_missing')])
  t.match(narrow, { code: 0, findings: { scopes: { result: 'ok', found: /lacks api_keys:read/ } } })
})
