import t from 'tap'
import { z } from 'zod'
import { ProviderError } from '../../providers/errors.ts'
import { failureOf } from '../../providers/failure-of.ts'
import { tokenOf, withToken } from '../token.ts'
import { createGraphCarrier } from './graph-carrier.ts'
import { startSandboxWorld } from './sandbox-fixture.ts'

const ada = 'ada@getacme.com'
const bob = 'bob@trybob.com'

const messageTo = (address: string, token: string) => ({
  to: { address, displayName: 'Bob' },
  subject: withToken("Notes from Tuesday, and it's late", token),
  text: 'Hello Bob,\n\nsee you on Thursday.\n\nAda',
  token,
})

t.test('two tenants of Microsoft 365', async (t) => {
  const world = await startSandboxWorld()
  t.teardown(() => world.stop())
  const acme = await world.provision('getacme.com', ['ada'])
  const other = await world.provision('trybob.com', ['bob'])
  await acme.publish({ isQuarantined: false })
  await other.publish({ isQuarantined: false })
  const asAda = createGraphCarrier(acme.graph, ada)
  const asBob = createGraphCarrier(other.graph, bob)
  const Marks = z.object({ isRead: z.boolean(), importance: z.string(), inferenceClassification: z.string() })
  const marksOf = (handle: string) => {
    const path = `/users/${bob}/messages/${handle}?$select=isRead,importance,inferenceClassification`
    return other.graph.json(Marks, { operation: 'readMarks', method: 'GET', path })
  }

  await t.test('a message is sent, kept among those sent, and found in the inbox', async (t) => {
    const token = tokenOf('one')
    t.equal(await asAda.hasSent(token), false)
    await asAda.send(messageTo(bob, token))
    t.equal(await asAda.hasSent(token), true)
    t.match(await asBob.find(token, ada.toUpperCase()), {
      placement: 'inbox',
      message: { isRead: false },
      reason: null,
    })
    const [received] = await world.messages(bob)
    t.match(received?.raw, new RegExp(`^X-Coldframe-Warmup: ${token}`, 'im'))
  })

  await t.test('it is read, marked and answered in its thread', async (t) => {
    const token = tokenOf('one')
    const handle = (await asBob.find(token, ada)).message?.handle ?? ''
    await Promise.all([asBob.markRead(handle), asBob.markImportant(handle)])
    t.match(await marksOf(handle), { isRead: true, importance: 'high', inferenceClassification: 'focused' })
    await asBob.reply(handle, 'Thanks, see you then!')
    t.match(await asAda.find(token, bob), { placement: 'inbox' })
    t.match(await asBob.find(token, ada), { placement: 'inbox', message: { handle, isRead: true } })
    const answer = (await world.messages(ada)).find(({ folder }) => folder === 'inbox')
    t.match(answer, { subject: /^Re: Notes from Tuesday/, raw: /In-Reply-To:\s+</ })
  })

  await t.test('junk is seen as spam and comes out of it under a new id', async (t) => {
    await acme.publish({ isQuarantined: true })
    const token = tokenOf('two')
    await asAda.send(messageTo(bob, token))
    const found = await asBob.find(token, ada)
    t.match(found, { placement: 'spam' })
    const old = found.message?.handle ?? ''
    const handle = await asBob.rescue(old)
    t.not(handle, old)
    t.match(await asBob.find(token, ada), { placement: 'inbox', message: { handle } })
    t.match(await failureOf(asBob.markRead(old)), { kind: 'not_found' })
    await acme.publish({ isQuarantined: false })
  })

  await t.test('what was moved elsewhere is neither inbox nor missing; what was never sent is missing', async (t) => {
    const token = tokenOf('one')
    const handle = (await asBob.find(token, ada)).message?.handle ?? ''
    const body = { destinationId: 'archive' }
    const path = `/users/${bob}/messages/${handle}/move`
    await other.graph.request({ operation: 'archive', method: 'POST', path, body })
    t.strictSame(await asBob.find(token, ada), { placement: 'unknown', message: null, reason: 'moved' })
    t.match(await asBob.find(tokenOf('never'), ada), { placement: 'missing', reason: null })
    t.match(await asBob.find(tokenOf('two'), 'eve@example.com'), { placement: 'missing' })
  })

  await t.test('a failure to look is not a place, and the next look sees', async (t) => {
    const token = tokenOf('two')
    for (const [kind, reason] of [
      ['server_error', 'transient'],
      ['refuse_connection', 'transient'],
      ['throttle', 'rate_limited'],
    ] as const) {
      await world.addFault(kind, `/users/${bob.replace('@', '(@|%40)')}/messages`)
      t.strictSame(await asBob.find(token, ada), { placement: 'unknown', message: null, reason })
      t.match(await asBob.find(token, ada), { placement: 'inbox' })
    }
    const nobody = createGraphCarrier(other.graph, 'nobody@trybob.com')
    t.match(await nobody.find(token, ada), { placement: 'unknown', reason: 'not_found' })
  })
})

t.test('one mailbox is asked four things at once and no more', async (t) => {
  let running = 0
  let highest = 0
  const request = async (): Promise<never> => {
    running += 1
    highest = Math.max(highest, running)
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    throw new ProviderError({ provider: 'graph', kind: 'transient', message: 'no' })
  }
  const carrier = createGraphCarrier({ request, json: request, dropToken: async () => undefined }, ada)
  const looks = await Promise.all(Array.from({ length: 40 }, () => carrier.find('TOKEN', bob)))
  t.equal(highest, 4)
  t.ok(looks.every(({ placement }) => placement === 'unknown'))
})
