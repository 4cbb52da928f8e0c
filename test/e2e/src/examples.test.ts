import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { createColdframe } from '@coldframe/sdk'
import { Webhook } from 'standardwebhooks'
import t from 'tap'
import { newName } from './drive/names.ts'
import { startHouse } from './support/start-house.ts'

const examples = path.resolve(import.meta.dirname, '../../../examples')

t.test('examples run as they are, against the sandbox', async (t) => {
  const { baseUrl, testKey } = await startHouse((end) => t.teardown(end))
  const run = (name: string) =>
    promisify(execFile)(process.execPath, [path.join(examples, name, `${name}.ts`)], {
      env: { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: testKey },
      timeout: 60_000,
    })

  await t.test('order-and-wait', async (t) => {
    const { stdout } = await run('order-and-wait')
    t.match(stdout, /^Ordered tryacme\w+\.com\n/)
    t.match(stdout, /is warming\nProof: .*dkim=pass.*spf=pass.*dmarc=pass/)
    t.equal(stdout.match(/@tryacme\w+\.com \(warming\)/g)?.length, 5)
  })

  await t.test('graphql-dashboard', async (t) => {
    const { stdout } = await run('graphql-dashboard')
    t.match(stdout, /^tryacme\w+\.com: WARMING, health UNKNOWN, DNS CORRECT, DOMAINS_CREATE SUCCEEDED 100 %\n/)
    t.equal(stdout.match(/@tryacme\w+\.com may send \d+ today/g)?.length, 3)
  })

  await t.test('sequencer', async (t) => {
    const { stdout } = await run('sequencer')
    const limits = [...stdout.matchAll(/: (\d+) messages$/gm)].map(([, count]) => Number(count))
    const sum = limits.reduce((total, count) => total + count, 0)
    t.match(stdout, `${sum} of 500 leads are written to today, by ${limits.length} mailboxes`)
    t.ok(
      limits.every((count) => count <= 5),
      'nobody sends much on a first day',
    )
  })

  await t.test('rotate-by-hand', async (t) => {
    const environment = { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: testKey, PORT: `${await freePort()}` }
    const program = path.join(examples, 'rotate-by-hand/rotate-by-hand.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env: environment, timeout: 120_000 })
    const told = stdout
      .split('\n')
      .filter((line) => line.startsWith('rotation.') || line.startsWith('mailbox.replaced'))
    t.same(
      told.map((line) => line.slice(0, line.indexOf(':'))),
      [
        'rotation.planned',
        'rotation.started',
        'rotation.mailbox_mapped',
        'rotation.mailbox_mapped',
        'mailbox.replaced',
        'mailbox.replaced',
        'rotation.cutover',
        'rotation.completed',
      ],
    )
    t.match(stdout, /anna\.lee@tryacme\w+\.com sends for anna\.lee@getacme\w+\.com/)
    t.match(stdout, '2 senders were swapped, and the old domain rests')
  })

  await t.test('webhook-receiver', async (t) => {
    const port = await freePort()
    const url = `http://localhost:${port}/`
    const client = createColdframe({ baseUrl, apiKey: testKey })
    const { secret } = await client.webhookEndpoints.create({ url })
    const receiver = spawn(process.execPath, [path.join(examples, 'webhook-receiver/webhook-receiver.ts')], {
      env: { PORT: String(port), COLDFRAME_WEBHOOK_SECRET: secret },
    })
    t.teardown(() => receiver.kill())
    let shown = ''
    receiver.stdout.on('data', (chunk) => {
      shown += chunk
    })
    const shows = async (text: string | RegExp) => {
      for (let look = 0; look < 200 && !shown.match(text); look++) await new Promise((wake) => setTimeout(wake, 100))
      t.match(shown, text)
    }
    const tell = async (type: string, data: object, key = secret) => {
      const body = JSON.stringify({ id: `evt_${type}`, type, sequence: 1, data })
      const signature = new Webhook(key).sign(`evt_${type}`, new Date(), body)
      const headers = { 'webhook-id': `evt_${type}`, 'webhook-timestamp': now(), 'webhook-signature': signature }
      return (await fetch(url, { method: 'POST', body, headers })).status
    }

    await shows('Listening')
    const name = newName('receiver')
    const order = { provider: 'microsoft365', registration: 'register', dns: 'managed' } as const
    await client.domains.create({ ...order, name, mailboxes: [{ localPart: 'anna', displayName: 'Anna' }] })
    await shows(`anna@${name} may send 0 a day`)
    t.equal(await tell('domain.burned', { name }, `whsec_${Buffer.alloc(32).toString('base64')}`), 400)
    t.equal(await tell('domain.burned', { name }), 204)
    t.equal(await tell('domain.burned', { name }), 204)
    const mapping = { from: { address: `anna@${name}` }, to: { address: 'anna@getacme.com' } }
    t.equal(await tell('rotation.mailbox_mapped', mapping), 204)
    await shows(`anna@getacme.com sends for anna@${name}`)
    t.equal(shown.split(`${name} is burned: its senders have stopped`).length, 2, 'once, though it came twice')
  })
})

t.test('burn-and-rotation: a fleet that never sends less than its target, with days of two seconds', async (t) => {
  const { baseUrl, testKey } = await startHouse((end) => t.teardown(end), { TEST_DAY_SECONDS: '2' })
  const environment = { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: testKey, PORT: `${await freePort()}` }
  const program = path.join(examples, 'burn-and-rotation/burn-and-rotation.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: environment, timeout: 240_000 })
  const lines = stdout.trim().split('\n')
  const victim = /^From now on receivers refuse what (\S+) sends/m.exec(stdout)?.[1]
  const told = lines.slice(lines.findIndex((line) => line.startsWith(`domain.burned: ${victim}`)))
  t.same(
    told.filter((line) => line.startsWith('rotation.')).map((line) => line.slice(0, line.indexOf(':'))),
    [
      'rotation.planned',
      'rotation.started',
      'rotation.mailbox_mapped',
      'rotation.mailbox_mapped',
      'rotation.cutover',
      'rotation.completed',
    ],
  )
  t.match(told.join('\n'), 'rotation.completed: 2 senders were swapped')
  const days = lines.flatMap((line) => /: kept, may send (\d+) of 150/.exec(line)?.[1] ?? []).map(Number)
  t.ok(days.length > 20)
  t.ok(
    days.every((capacity) => capacity >= 150),
    `never under the target: ${Math.min(...days)} at least`,
  )
})

t.test('the sequencer plans no more for a mailbox than it may send, turn by turn', async (t) => {
  const limits = { anna: 3, ben: 0, carl: 1 }
  const data = Object.entries(limits).map(([name, dailySendLimit]) => ({ address: `${name}@x.com`, dailySendLimit }))
  const server = createHttpServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ data, hasMore: false, nextCursor: null }))
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const run = async (leads: number) => {
    const environment = { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: 'cf_test_x', LEADS: String(leads) }
    const program = path.join(examples, 'sequencer/sequencer.ts')
    return (await promisify(execFile)(process.execPath, [program], { env: environment, timeout: 60_000 })).stdout
  }
  t.equal(
    await run(10),
    'anna@x.com: 3 messages\ncarl@x.com: 1 messages\n4 of 10 leads are written to today, by 2 mailboxes\n',
  )
  t.match(await run(2), 'anna@x.com: 1 messages\ncarl@x.com: 1 messages\n2 of 2')
})

const now = () => String(Math.floor(Date.now() / 1_000))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}
