import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import path from 'node:path'
import { unwrap } from '@coldframe/sdk/webhooks'
import t from 'tap'
import { newName } from './drive/names.ts'
import { startHouse } from './support/start-house.ts'

const { baseUrl, testKey } = await startHouse((end) => t.teardown(end))
const program = path.resolve(import.meta.dirname, '../../../sdk/src/cli/main.ts')
const home = t.testdir()
const base = { PATH: process.env.PATH, XDG_CONFIG_HOME: home }

interface Ran {
  code: number | null
  out: string
  complaints: string
}

function start(args: string[], environment: Record<string, string> = {}): { child: ChildProcess; ran: Ran } {
  const child = spawn(process.execPath, [program, ...args], { env: { ...base, ...environment } })
  const ran: Ran = { code: null, out: '', complaints: '' }
  child.stdout.on('data', (chunk) => {
    ran.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    ran.complaints += chunk
  })
  return { child, ran }
}

async function coldframe(args: string[], { input = '', ...environment }: Record<string, string> = {}): Promise<Ran> {
  const { child, ran } = start(args, environment)
  child.stdin?.end(input)
  const [code] = await once(child, 'close')
  return { ...ran, code }
}

const linesOf = ({ out }: Ran) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isTrue(); tries++) await new Promise((resolve) => setTimeout(resolve, 50))
}

const name = newName('cli')

t.test('login keeps the key for its owner alone, and shows it to nobody', async (t) => {
  const missing = await coldframe(['domains', 'list'])
  t.match(missing, { code: 2, complaints: /coldframe login/ })
  const wrong = await coldframe(['login', '--base-url', baseUrl], { input: 'cf_test_wrong\n' })
  t.match(wrong, { code: 3, complaints: /api_key_invalid/ })
  const ran = await coldframe(['login', '--base-url', baseUrl], { input: `${testKey}\n` })
  t.equal(ran.code, 0, ran.complaints)
  t.notMatch(ran.out + ran.complaints, testKey)
  t.equal(statSync(path.join(home, 'coldframe/credentials.json')).mode & 0o777, 0o600)
})

t.test('a domain is ordered and watched, and found by its name', async (t) => {
  const ordered = await coldframe(['domains', 'create', name, '--mailboxes', '3'])
  t.equal(ordered.code, 0, ordered.complaints)
  const lines = linesOf(ordered)
  t.ok(lines.length > 2, 'each state of the operation, then the domain')
  t.match(lines.at(-1), { name, status: 'warming' })
  t.match(linesOf(await coldframe(['domains', 'get', name])), [{ name }])
  t.match(linesOf(await coldframe(['domains', 'list'])), [{ name }])
  t.match(linesOf(await coldframe(['domains', 'verify', name])), [{ status: 'correct' }])
})

t.test('what mailboxes sent is reported from a file of lines, and counted once', async (t) => {
  const [mailbox] = linesOf(await coldframe(['mailboxes', 'list', '--json']))
  const signal = { id: 'cli-1', mailboxId: mailbox.id, type: 'sent', at: new Date().toISOString() }
  const input = `${JSON.stringify(signal)}\n`
  t.same(linesOf(await coldframe(['signals', 'send', '-'], { input })), [
    { accepted: 1, duplicates: 0, refused: [], suppressed: [] },
  ])
  t.same(linesOf(await coldframe(['signals', 'send', '-'], { input })), [
    { accepted: 0, duplicates: 1, refused: [], suppressed: [] },
  ])
})

t.test('mailboxes are exported for a spreadsheet', async (t) => {
  const { out } = await coldframe(['mailboxes', 'export'])
  const [head, ...rows] = out.trimEnd().split('\r\n')
  t.equal(head, 'id,address,displayName,status,dailySendLimit,domainId')
  t.equal(rows.length, 3)
  t.ok(rows.every((row) => row.includes(`@${name}`)))
})

t.test('the exit code tells what went wrong', async (t) => {
  t.equal((await coldframe(['domains', 'sell'])).code, 2)
  t.equal((await coldframe(['domains', 'get'])).code, 2)
  t.equal((await coldframe(['domains', 'list', '--limit', 'many'])).code, 2)
  t.match(await coldframe(['domains', 'retire', name]), { code: 2, complaints: /--yes/ })
  t.match(await coldframe(['domains', 'create', name]), { code: 1, complaints: /domain_exists/ })
  t.match(await coldframe(['domains', 'get', 'nobody-has-this.com']), { code: 4 })
  t.match(await coldframe(['domains', 'list'], { COLDFRAME_BASE_URL: 'http://127.0.0.1:1' }), { code: 5 })
  t.match(await coldframe(['--help']), { code: 0, out: /domains create NAME/ })
})

t.test('listen brings events to a receiver, signed with a secret that stays', async (t) => {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ headers: request.headers, body })
    response.writeHead(received.length === 1 ? 503 : 204).end()
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  const { child, ran } = start([
    'listen',
    '--forward-to',
    url,
    '--after',
    '0',
    '--events',
    'domain.ready,domain.created',
  ])
  t.teardown(() => child.kill('SIGKILL'))
  await until(() => received.length >= 3)
  const secret = /whsec_\S+/.exec(ran.complaints)?.[0] ?? ''
  const events = await Promise.all(received.map(({ headers, body }) => unwrap(body, headers, secret)))
  t.same(
    events.map(({ type }) => String(type)),
    ['domain.created', 'domain.created', 'domain.ready'],
    'one came again',
  )
  child.kill('SIGINT')
  t.same((await once(child, 'close'))[0], 130)
  const again = start(['listen', '--forward-to', url])
  await until(() => again.ran.complaints.includes('whsec_'))
  again.child.kill('SIGINT')
  t.match(again.ran.complaints, secret)
})

t.test('events are shown as they happen; the doctor finds nothing wrong', async (t) => {
  const { child, ran } = start(['events', 'tail', '--after', '0'])
  await until(() => ran.out.includes('operation.succeeded'))
  child.kill('SIGINT')
  t.match(linesOf(ran)[0], { type: 'domain.created', sequence: 1 })
  const doctor = await coldframe(['doctor'])
  t.same(
    linesOf(doctor).map(({ check, result }) => `${check} ${result}`),
    ['Node ok', 'API ok', 'version ok', 'key ok', 'scopes ok', 'clock ok'],
  )
  t.match(doctor.out, /"scopes","result":"ok","found":"[^"]*domains:write/)
  t.match(await coldframe(['doctor'], { COLDFRAME_API_KEY: 'cf_test_wrong' }), { code: 1, out: /WRONG/ })
})

t.test('a fleet is kept, changed, listed, forecast and ended from the command line', async (t) => {
  const [fleet] = linesOf(await coldframe(['fleets', 'create', 'acme.com', '--target', '40', '--mailboxes', '2']))
  t.match(fleet, { brandDomain: 'acme.com', dailySendTarget: 40, status: 'building' })
  t.match(linesOf(await coldframe(['fleets', 'update', fleet.id, '--target', '30'])), [{ dailySendTarget: 30 }])
  t.match(linesOf(await coldframe(['fleets', 'list'])), [{ id: fleet.id, dailySendTarget: 30 }])
  t.match(linesOf(await coldframe(['fleets', 'forecast', fleet.id])), [{ fleetId: fleet.id, dailySendTarget: 30 }])
  t.match(linesOf(await coldframe(['fleets', 'end', fleet.id, '--yes'])), [{ status: 'ended' }])
})
