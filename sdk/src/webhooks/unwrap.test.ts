import type { IncomingHttpHeaders } from 'node:http'
import { Webhook } from 'standardwebhooks'
import t from 'tap'
import type { WebhookHeaders } from './headers.ts'
import { sign } from './sign.ts'
import type { WebhookBody } from './signature.ts'
import { unwrap } from './unwrap.ts'

/** The vector that the libraries of Standard Webhooks share; its body is no event, so that it is known by what it is refused for. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  now: new Date(1_614_265_330_000),
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const { secret, now } = vector
const body = JSON.stringify({ id: 'evt_1', type: 'domain.ready', sequence: 4, data: { name: 'bücher.example' } })
const headers = await sign(body, secret, { id: 'evt_1', now })
const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'taken'
  } catch (error) {
    const { name, code } = Object(error)
    return name === 'WebhookVerificationError' ? code : `a bare ${name}`
  }
}
const judge = (
  changes: object = {},
  given: WebhookBody = body,
  secrets: string | string[] = secret,
  options: object = {},
) => codeOf(unwrap(given, { ...headers, ...changes }, secrets, { now, ...options }))

t.test('the shared vector is signed and taken as others do', async (t) => {
  const signed = await sign(vector.body, secret, vector)
  t.equal(signed['webhook-signature'], vector.signature)
  t.equal(
    await codeOf(unwrap(vector.body, signed, secret, { now })),
    'payload_invalid',
    'it is signed, and is no event',
  )
  t.equal(await codeOf(unwrap(vector.body.replace('4}', '5}'), signed, secret, { now })), 'signature_mismatch')
})

t.test('the published library and ours take each other', async (t) => {
  const theirs = new Webhook(secret)
  const at = new Date()
  t.equal(theirs.sign('evt_1', now, body), headers['webhook-signature'])
  t.same(theirs.verify(body, { ...(await sign(body, secret, { id: 'evt_1', now: at })) }), JSON.parse(body))
  const signed = {
    'webhook-id': 'evt_1',
    'webhook-timestamp': `${Math.floor(+at / 1_000)}`,
    'webhook-signature': theirs.sign('evt_1', at, body),
  }
  t.match(await unwrap(body, signed, secret), { type: 'domain.ready' })
})

t.test('a body may be text or bytes, and its event is given as it is', async (t) => {
  const bytes = new TextEncoder().encode(body)
  const padded = new Uint8Array([1, ...bytes, 2])
  const forms: WebhookBody[] = [body, bytes, bytes.buffer, Buffer.from(body), padded.subarray(1, -1)]
  for (const form of forms) t.same(await unwrap(form, headers, secret, { now }), JSON.parse(body))
})

t.test('headers may have any form that frameworks give them', async (t) => {
  const entries = Object.entries(headers)
  const incoming: IncomingHttpHeaders = { ...headers, 'set-cookie': ['a'] }
  const forms: WebhookHeaders[] = [
    headers,
    incoming,
    new Headers(headers),
    new Map(entries),
    entries,
    Object.fromEntries(entries.map(([name, value]) => [name.toUpperCase(), value])),
    Object.fromEntries(entries.map(([name, value]) => [name, [value]])),
    { ...headers, get: 'a header of this name' },
    { ...headers, 'webhook-signature': ['v1,AAAA', headers['webhook-signature']] },
  ]
  for (const form of forms) t.match(await unwrap(body, form, secret, { now }), { id: 'evt_1' })
})

t.test('each header has to be there', async (t) => {
  for (const name of Object.keys(headers)) {
    t.equal(await judge({ [name]: undefined }), 'header_missing')
    t.equal(await judge({ [name]: '' }), 'header_missing')
  }
})

t.test('a time up to five minutes off is taken, and only a whole number is a time', async (t) => {
  const at = async (seconds: number, options: object = {}) =>
    codeOf(unwrap(body, headers, secret, { now: new Date(+now + seconds * 1_000), ...options }))
  t.same([await at(300), await at(-300)], ['taken', 'taken'])
  t.same([await at(301), await at(-301)], ['timestamp_too_old', 'timestamp_too_new'])
  t.same(
    [await at(301, { toleranceSeconds: 400 }), await at(11, { toleranceSeconds: 10 })],
    ['taken', 'timestamp_too_old'],
  )
  const { 'webhook-timestamp': timestamp } = headers
  for (const wrong of [`${timestamp}abc`, `${timestamp}.9`, `-${timestamp}`, `0x${timestamp}`, '1e9', ' ', 'now']) {
    t.equal(await judge({ 'webhook-timestamp': wrong }), 'timestamp_invalid', wrong)
  }
})

t.test('the right signature is found wherever it stands, and only by its own version', async (t) => {
  const right = headers['webhook-signature']
  const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
  const asV2 = right.replace('v1,', 'v2,')
  t.equal(await judge({ 'webhook-signature': `${wrong} ${asV2} ${right} v1a,AAAA` }), 'taken')
  t.equal(await judge({ 'webhook-signature': `${right} ${wrong}` }), 'taken')
  for (const bad of [wrong, asV2, right.slice(0, -8), right.slice(3), 'v1,', 'v1', 'v1,***', ',']) {
    t.equal(await judge({ 'webhook-signature': bad }), 'signature_mismatch', bad)
  }
})

t.test('whatever was signed must be what came', async (t) => {
  t.equal(await judge({ 'webhook-id': 'evt_2' }), 'signature_mismatch')
  t.equal(await judge({ 'webhook-timestamp': `${Number(headers['webhook-timestamp']) + 1}` }), 'signature_mismatch')
  t.equal(await judge({}, `${body} `), 'signature_mismatch')
  t.equal(await judge({}, ''), 'signature_mismatch')
  t.equal(await judge({}, body, other), 'signature_mismatch')
})

t.test('during a roll either secret will do', async (t) => {
  t.equal(await judge({}, body, [other, secret]), 'taken')
  t.equal(await judge({}, body, [secret, other]), 'taken')
  t.equal(await judge({}, body, []), 'secret_invalid')
})

t.test('a secret is taken with and without its prefix; what cannot be one is told', async (t) => {
  t.equal(await judge({}, body, secret.slice(6)), 'taken')
  t.equal(await judge({}, body, ` ${secret}\n`), 'taken')
  for (const wrong of ['', 'whsec_', 'whsec_***', `v1,${secret}`])
    t.equal(await judge({}, body, wrong), 'secret_invalid', wrong)
  await t.rejects(unwrap(body, headers, `v1,${secret}`, { now }), { message: /begins with "v1,"/ })
})

t.test('a body that was parsed already is told, in words that help', async (t) => {
  await t.rejects(unwrap(JSON.parse(body), headers, secret, { now }), {
    code: 'body_invalid',
    message: /not what was signed/,
  })
})

t.test('what is signed and is no event is told', async (t) => {
  for (const text of ['', 'hello', 'null', '7', '{}', '{"type":7,"data":{}}', '[]']) {
    const signed = await sign(text, secret, { id: 'evt_1', now })
    t.equal(await codeOf(unwrap(text, signed, secret, { now })), 'payload_invalid', text)
  }
  const bytes = Uint8Array.of(0x22, 0xff, 0x22)
  t.equal(await codeOf(unwrap(bytes, await sign(bytes, secret, { id: 'e', now }), secret, { now })), 'payload_invalid')
})

t.test('an event of an unknown type comes through', async (t) => {
  const text = JSON.stringify({ type: 'weather.changed', data: { to: 'rain' } })
  const event = await unwrap(text, await sign(text, secret, { id: 'evt_1', now }), secret, { now })
  switch (event.type) {
    case 'domain.ready':
      // Told apart by its type: the data are those of a domain.
      return t.fail(event.data.name)
    case 'operation.failed':
      return t.fail(event.data.domainId)
    default:
      t.match(event, { type: 'weather.changed', data: { to: 'rain' } })
  }
})
