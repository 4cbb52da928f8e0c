import t, { type Test } from 'tap'
import { operations } from '../src/operations.ts'
import { caller, countRows, orderOf, startApi } from './support.ts'

/** Bad input gets a problem that names each fault, and changes nothing. */

const api = await startApi(t)
const call = caller(api)

const json = { 'content-type': 'application/json' }
const person = (localPart: string) => ({ localPart, displayName: 'Anna Lee' })
const people = (count: number) => Array.from({ length: count }, (_, index) => person(`anna${index}`))

async function refuses(t: Test, body: unknown, status: number, code: string, faults: object[] = []) {
  const before = await countRows(api)
  const answer = await call('POST', '/v1/domains', { body })
  t.equal(answer.status, status)
  t.equal(answer.body.code, code)
  if (faults.length > 0) t.match(answer.body.errors, faults)
  t.same(await countRows(api), before)
}

const names: [string, string, string][] = [
  ['a name with spaces', 'get acme.com', 'domain_name_spaces'],
  ['a name with an underscore', 'get_acme.com', 'domain_name_underscore'],
  ['a bare public suffix', 'co.uk', 'domain_name_public_suffix'],
  ['an IPv4 address', '192.0.2.1', 'domain_name_ip_address'],
  ['an IPv6 address', '[2001:db8::1]', 'domain_name_ip_address'],
  ['a name of 254 characters', `${'a'.repeat(250)}.com`, 'domain_name_too_long'],
  ['an empty name', '', 'domain_name_characters'],
  ['a URL', 'https://getacme.com', 'domain_name_characters'],
  ['a subdomain', 'mail.getacme.com', 'domain_name_subdomain'],
  ['a reserved name', 'getacme.example', 'domain_name_reserved'],
]
for (const [what, name, code] of names) {
  t.test(`${what} is refused`, (t) => refuses(t, orderOf(name), 422, 'validation_failed', [{ path: 'name', code }]))
}

const localParts: [string, string][] = [
  ['', 'local_part_empty'],
  ['anna@x', 'local_part_characters'],
  ['an na', 'local_part_characters'],
  ['änna', 'local_part_characters'],
  ['.anna', 'local_part_dots'],
  ['an..na', 'local_part_dots'],
  ['x'.repeat(65), 'local_part_too_long'],
  ['postmaster', 'local_part_reserved'],
]
for (const [localPart, code] of localParts) {
  t.test(`the local part "${localPart.slice(0, 10)}" is refused (${code})`, (t) =>
    refuses(t, orderOf('getacme.com', { mailboxes: [person('ok'), person(localPart)] }), 422, 'validation_failed', [
      { path: 'mailboxes.1.localPart', code },
    ]),
  )
}

t.test('two equal local parts are refused, case not counting, and both are named', (t) =>
  refuses(
    t,
    orderOf('getacme.com', { mailboxes: [person('anna'), person('bob'), person('ANNA')] }),
    422,
    'validation_failed',
    [
      { path: 'mailboxes.0.localPart', code: 'local_part_duplicate' },
      { path: 'mailboxes.2.localPart', code: 'local_part_duplicate' },
    ],
  ),
)

for (const count of [0, 101]) {
  const code = count === 0 ? 'too_small' : 'too_big'
  t.test(`${count} mailboxes are refused`, (t) =>
    refuses(t, orderOf('getacme.com', { mailboxes: people(count) }), 422, 'validation_failed', [
      { path: 'mailboxes', code },
    ]),
  )
  t.test(`a count of ${count} mailboxes is refused`, (t) =>
    refuses(t, orderOf('getacme.com', { mailboxes: undefined, mailboxCount: count }), 422, 'validation_failed', [
      { path: 'mailboxCount', code },
    ]),
  )
}

t.test('mailboxes and a count at once, or neither, are refused', async (t) => {
  const faults = [
    { path: 'mailboxes', code: 'exactly_one' },
    { path: 'mailboxCount', code: 'exactly_one' },
  ]
  await refuses(t, orderOf('getacme.com', { mailboxCount: 3 }), 422, 'validation_failed', faults)
  await refuses(t, orderOf('getacme.com', { mailboxes: undefined }), 422, 'validation_failed', faults)
})

t.test('a pattern beside mailboxes is refused, and so is one that is wrong', async (t) => {
  await refuses(t, orderOf('getacme.com', { namePattern: '{first}' }), 422, 'validation_failed', [
    { path: 'namePattern', code: 'exactly_one' },
  ])
  const wrong = { mailboxes: undefined, mailboxCount: 3, namePattern: '{surname}' }
  await refuses(t, orderOf('getacme.com', wrong), 422, 'validation_failed', [
    { path: 'namePattern', code: 'name_pattern_invalid' },
  ])
})

t.test("the brand's own primary domain is refused, whichever of its hosts is given", async (t) => {
  for (const brandDomain of ['acme.com', 'ACME.com', 'www.acme.com'])
    await refuses(t, orderOf('acme.com', { brandDomain }), 422, 'domain_is_primary')
})

t.test('a provider that cannot be ordered yet is refused', async (t) => {
  for (const provider of ['google_workspace', 'smtp_relay'])
    await refuses(t, orderOf('getacme.com', { provider }), 422, 'provider_not_available')
})

t.test('registration by us with DNS elsewhere is refused', (t) =>
  refuses(t, orderOf('getacme.com', { dns: 'external' }), 422, 'registration_needs_managed_dns'),
)

t.test('all faults are told at once, unknown fields by name', (t) =>
  refuses(
    t,
    { name: 'a b', provider: 'gmail', mailboxes: [{ localPart: 'a' }], dns: 'managed', colour: 'red', size: 1 },
    422,
    'validation_failed',
    [
      { path: 'name', code: 'domain_name_spaces' },
      { path: 'provider', code: 'invalid_value' },
      { path: 'mailboxes.0.displayName', code: 'required' },
      { path: 'registration', code: 'invalid_value' },
      { path: 'colour', code: 'unknown_field' },
      { path: 'size', code: 'unknown_field' },
    ],
  ),
)

t.test('text that cannot be stored is refused', async (t) => {
  for (const displayName of ['An\u0000na', 'An\ud800na']) {
    await refuses(
      t,
      orderOf('getacme.com', { mailboxes: [{ localPart: 'anna', displayName }] }),
      422,
      'validation_failed',
      [{ path: 'mailboxes.0.displayName', code: 'text_not_storable' }],
    )
  }
  await refuses(t, orderOf('getacme.com', { metadata: { 'a\u0000b': 'c' } }), 422, 'validation_failed')
})

t.test('a display name of several lines or of spaces is refused', async (t) => {
  for (const displayName of ['Anna\r\nBcc: x@y.com', '  ', ''])
    await refuses(
      t,
      orderOf('getacme.com', { mailboxes: [{ localPart: 'anna', displayName }] }),
      422,
      'validation_failed',
      [{ path: 'mailboxes.0.displayName' }],
    )
})

t.test('metadata beyond its limits is refused', async (t) => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, 'x']))
  for (const metadata of [many, { ['k'.repeat(41)]: 'x' }, { key: 'x'.repeat(501) }, { key: 1 }, ['x']])
    await refuses(t, orderOf('getacme.com', { metadata }), 422, 'validation_failed')
})

t.test('a name that is ordered already is told to its own account, with its id', async (t) => {
  const first = await call('POST', '/v1/domains', { body: orderOf('taken.com') })
  const before = await countRows(api)
  for (const name of ['taken.com', 'TAKEN.com.']) {
    const answer = await call('POST', '/v1/domains', { body: orderOf(name) })
    t.match(answer, { status: 409, body: { code: 'domain_exists', domainId: first.body.id } })
  }
  t.same(await countRows(api), before)
})

t.test('a name that another account has is refused without a word about it', async (t) => {
  const stranger = await api.newAccount()
  const first = await call('POST', '/v1/domains', { body: orderOf('foreign.com'), key: stranger.key })
  const before = await countRows(api)
  const answer = await call('POST', '/v1/domains', { body: orderOf('foreign.com') })
  t.match(answer, { status: 409, body: { code: 'domain_unavailable' } })
  t.notOk(JSON.stringify(answer.body).includes(first.body.id))
  t.notOk(JSON.stringify(answer.body).includes(stranger.owner.accountId))
  t.same(await countRows(api), before)
})

t.test('an order with a live key is refused where live vendors are not set up', async (t) => {
  const live = await api.newAccount({ livemode: true })
  const before = await countRows(api)
  const answer = await call('POST', '/v1/domains', { body: orderOf('getlive.com'), key: live.key })
  t.match(answer, { status: 422, body: { code: 'live_mode_not_configured' } })
  t.same(await countRows(api), before)
})

const payloads: [string, string, Record<string, string>, number, string][] = [
  ['wrong JSON', '{"name": ', json, 400, 'invalid_json'],
  ['JSON with __proto__', '{"__proto__": {"name": "x"}}', json, 400, 'invalid_json'],
  ['JSON with constructor.prototype', '{"constructor": {"prototype": {}}}', json, 400, 'invalid_json'],
  [
    'a wrong content type',
    'name=getacme.com',
    { 'content-type': 'application/x-www-form-urlencoded' },
    415,
    'unsupported_media_type',
  ],
  ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ['no content type', '{}', {}, 415, 'unsupported_media_type'],
  ['a body over 1 MiB', `"${'x'.repeat(1024 * 1024)}"`, json, 413, 'body_too_large'],
  ['no body', '', json, 422, 'validation_failed'],
  ['null', 'null', json, 422, 'validation_failed'],
  ['a list', '[]', json, 422, 'validation_failed'],
  ['a text', '"getacme.com"', json, 422, 'validation_failed'],
  ['half a million brackets', '['.repeat(500_000) + ']'.repeat(500_000), json, 422, 'validation_failed'],
  ['a list of half a million numbers', `{"mailboxes":[${'1,'.repeat(500_000)}1]}`, json, 422, 'validation_failed'],
]
for (const [what, payload, headers, status, code] of payloads) {
  t.test(`${what} is refused`, async (t) => {
    const before = await countRows(api)
    const answer = await call('POST', '/v1/domains', { payload, headers })
    t.match(answer, { status, body: { code } })
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    t.ok(JSON.stringify(answer.body).length < 50_000, 'the answer is not as large as the fault')
    t.same(await countRows(api), before)
  })
}

t.test('a list where an object belongs is refused by every operation, wherever it stands', async (t) => {
  const writing = operations.filter(({ rest, upload }) => rest.method !== 'GET' && !upload)
  for (const { id, rest, params } of writing) {
    const path = params ? rest.path.replace('{id}', `dom_${'0'.repeat(26)}`) : rest.path
    for (const payload of ['[]', '[[]]', '[{}]', '{"domains":[[]],"fleet":[],"mailboxes":[[]]}']) {
      const { status, body } = await call(rest.method, path, { payload, headers: json })
      t.match({ id, status, body }, { status: 422, body: { code: 'validation_failed' } }, `${id}: ${payload}`)
    }
  }
})

const queries: [string, number, string][] = [
  ['limit=0', 422, 'validation_failed'],
  ['limit=101', 422, 'validation_failed'],
  ['limit=ten', 422, 'validation_failed'],
  ['limit=1&limit=2', 422, 'validation_failed'],
  ['limit=', 422, 'validation_failed'],
  ['limit=%205', 422, 'validation_failed'],
  ['limit=0x10', 422, 'validation_failed'],
  ['limit=1e1', 422, 'validation_failed'],
  ['cursor=x', 400, 'invalid_cursor'],
  ['cursor=', 400, 'invalid_cursor'],
  ['createdAfter=yesterday', 422, 'validation_failed'],
  ['status=gone', 422, 'validation_failed'],
  ['name=%00', 422, 'validation_failed'],
]
for (const [query, status, code] of queries) {
  t.test(`the query ${query} is refused`, async (t) => {
    t.match(await call('GET', `/v1/domains?${query}`), { status, body: { code } })
  })
}

for (const given of ['', ' 1', '0x1', '1e3', '1.0', '-1', '9007199254740992', '1,2'])
  t.test(`"${given}" is no place in the log`, async (t) => {
    for (const path of ['/v1/events', '/v1/events/stream'])
      t.match(await call('GET', `${path}?afterSequence=${encodeURIComponent(given)}`), {
        status: 422,
        body: { code: 'validation_failed', errors: [{ path: 'afterSequence' }] },
      })
  })
