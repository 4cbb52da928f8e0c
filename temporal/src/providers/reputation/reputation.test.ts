import { createVerify, generateKeyPairSync } from 'node:crypto'
import nock from 'nock'
import t from 'tap'
import { createPostmaster } from './postmaster.ts'
import { createSnds } from './snds.ts'

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const account = {
  client_email: 'reader@coldframe.iam.gserviceaccount.com',
  private_key: privateKey,
  token_uri: 'https://oauth2.googleapis.com/token',
}
const google = 'https://gmailpostmastertools.googleapis.com'
const now = () => Date.parse('2026-03-10T12:00:00Z')
const postmaster = () => createPostmaster({ url: google, account, now })
const query = '/v2/domains/getacme.com/domainStats:query'
const stat = (metric: string, day: number, value: number) => ({
  name: `domains/getacme.com/domainStats/${metric}`,
  metric,
  date: { year: 2026, month: 3, day },
  value: { doubleValue: value },
})

function answerToken(): string[] {
  const assertions: string[] = []
  nock('https://oauth2.googleapis.com')
    .post('/token', (body: Record<string, string>) => assertions.push(body.assertion ?? '') > 0)
    .reply(200, { access_token: 'token-1', expires_in: 3599, token_type: 'Bearer' })
  return assertions
}

t.test('Postmaster Tools: the newest day with data', async (t) => {
  const assertions = answerToken()
  const answer = [
    ...[stat('spam', 7, 0.001), stat('spam', 8, 0.004), stat('spf', 8, 1), stat('dkim', 8, 0.98)],
    ...[stat('dmarc', 8, 0.98), stat('error_low_domain_reputation', 8, 0.12), stat('error_spammy_content', 7, 0.5)],
  ]
  const wanted = (body: { metricDefinitions: { baseMetric: { standardMetric: string } }[]; timeQuery: unknown }) =>
    body.metricDefinitions[0]?.baseMetric.standardMetric === 'SPAM_RATE' &&
    JSON.stringify(body.timeQuery).includes('"start":{"year":2026,"month":3,"day":3}')
  nock(google, { reqheaders: { authorization: 'Bearer token-1' } })
    .post(query, wanted)
    .reply(200, { domainStats: answer })
  t.same(await postmaster().read('getacme.com'), {
    ...{ state: 'known', text: null, day: '2026-03-08', spamRate: 0.004 },
    authentication: { spf: 1, dkim: 0.98, dmarc: 0.98 },
    errors: { low_domain_reputation: 0.12 },
  })
  const [head = '', claims = '', signature = ''] = (assertions[0] ?? '').split('.')
  t.ok(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url'))
  t.match(JSON.parse(Buffer.from(claims, 'base64url').toString()), {
    iss: account.client_email,
    aud: account.token_uri,
  })
})

t.test('Postmaster Tools: no data stays no data, and a refusal is told', async (t) => {
  answerToken()
  const reader = postmaster()
  nock(google).post(query).reply(200, {})
  t.match(await reader.read('getacme.com'), { state: 'no_data', day: null, spamRate: null, errors: {} })
  nock(google)
    .post(query)
    .reply(403, { error: { status: 'PERMISSION_DENIED' } })
  await t.rejects(reader.read('getacme.com'), { name: 'ProviderError', kind: 'unauthorized', message: /403/ })
  nock(google)
    .post(query)
    .reply(200, { domainStats: [{ metric: 'spam', value: 'much' }] })
  await t.rejects(reader.read('getacme.com'), { kind: 'transient', code: 'strange_answer' })
})

const microsoft = 'https://sendersupport.olc.protection.outlook.com'
const snds = () => createSnds({ url: `${microsoft}/snds/data.aspx`, key: 'secret-key', now })
const line = (ip: string, filter: string, traps: number) =>
  `${ip},3/9/2026 12:00 AM,3/10/2026 12:00 AM,520,510,505,${filter},< 0.1%,,,${traps},mail.getacme.com,ann@getacme.com,`

t.test('SNDS: what Outlook.com thinks of an address, asked once an hour', async (t) => {
  const body = [line('192.0.2.1', 'GREEN', 0), 'a line, of another form', line('192.0.2.2', 'RED', 7)].join('\r\n')
  nock(microsoft).get('/snds/data.aspx').query({ key: 'secret-key' }).reply(200, body)
  const reader = snds()
  t.match(await reader.read('192.0.2.1'), {
    ...{ state: 'known', filterResult: 'green', complaintRate: '< 0.1%', messages: 510, trapHits: 0 },
  })
  t.match(await reader.read('192.0.2.2'), { state: 'known', filterResult: 'red', trapHits: 7 })
  t.match(await reader.read('192.0.2.3'), { state: 'no_data', filterResult: null, complaintRate: null })
})

t.test('SNDS: a refusal is told without the key, and asked again the next time', async (t) => {
  const reader = snds()
  nock(microsoft).get('/snds/data.aspx').query(true).reply(401)
  const error = await reader.read('192.0.2.1').catch((refusal: Error) => refusal)
  t.match(error, { name: 'ProviderError', kind: 'unauthorized' })
  t.notMatch(JSON.stringify(error) + String(error), /secret-key/)
  nock(microsoft)
    .get('/snds/data.aspx')
    .query(true)
    .reply(200, line('192.0.2.1', 'YELLOW', 0))
  t.match(await reader.read('192.0.2.1'), { filterResult: 'yellow' })
})
