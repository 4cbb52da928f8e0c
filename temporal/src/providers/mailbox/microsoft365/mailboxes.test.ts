import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import {
  answerBatches,
  answerLogins,
  createFixture,
  graph,
  type Step,
  stepsOf,
  tenantId,
} from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.beforeEach(() => void answerLogins())
t.afterEach(() => nock.cleanAll())

const addresses = Array.from({ length: 100 }, (_, index) => `user${index}@acme.com`)
const wanted = addresses.map((address) => ({ address, displayName: 'User', password: 'Secret-1234' }))
const existing = addresses.map((address) => ({ address, externalId: `id-${address}` }))

const upnOf = (step: Step) => JSON.stringify(step.body).match(/"userPrincipalName":"([^"]+)"/)?.[1] ?? ''
const created = (step: Step) => ({ status: 201, body: { id: `id-${upnOf(step)}` } })
const error = (status: number, code: string, message: string, details?: unknown) => ({
  status,
  body: { error: { code, message, details, innerError: { 'request-id': 'r-1' } } },
})
const taken = error(
  400,
  'Request_BadRequest',
  'Another object with the same value for property userPrincipalName already exists.',
  [{ code: 'ObjectConflict', target: 'userPrincipalName' }],
)

function answerFacts() {
  nock(graph)
    .persist()
    .get('/v1.0/organization')
    .query(true)
    .reply(200, { value: [{ id: tenantId, countryLetterCode: 'CH' }] })
    .get('/v1.0/subscribedSkus')
    .reply(200, {
      value: [
        { skuId: 'other', skuPartNumber: 'POWER_BI_STANDARD', capabilityStatus: 'Enabled' },
        { skuId: 'sku-1', skuPartNumber: 'EXCHANGESTANDARD', capabilityStatus: 'Enabled' },
      ],
    })
}

t.test('100 mailboxes are made, licensed and checked by five batches each', async (t) => {
  answerFacts()
  const steps: Step[] = []
  const sizes = answerBatches((step) => {
    steps.push(step)
    return step.url === '/users' ? created(step) : { status: 200, body: { id: 'x' } }
  })
  const { mailbox, graphCalls } = createFixture()
  const made = await mailbox.createMailboxes(tenantId, wanted)
  t.strictSame(
    made,
    existing.map((one) => ({ ...one, ok: true })),
  )
  t.equal(graphCalls(), 6, 'five batches and the country, once per tenant')
  t.strictSame(await mailbox.licenseMailboxes(tenantId, existing), made)
  t.equal(graphCalls(), 12, 'five batches and the SKU, once per tenant')
  t.strictSame(await mailbox.checkMailboxes(tenantId, existing), made)
  t.equal(graphCalls(), 17)
  t.strictSame(sizes, Array(15).fill(20))
  t.match(steps[0], { method: 'POST', body: { usageLocation: 'CH', mailNickname: 'user0', accountEnabled: true } })
  t.strictSame(steps[100]?.body, { addLicenses: [{ skuId: 'sku-1', disabledPlans: [] }], removeLicenses: [] })
})

t.test('an address that is ours already is adopted', async (t) => {
  answerFacts()
  answerBatches((step) => (step.method === 'GET' ? { status: 200, body: { id: 'earlier' } } : taken))
  const { mailbox, graphCalls } = createFixture()
  const outcome = await mailbox.createMailboxes(tenantId, wanted.slice(0, 2))
  t.strictSame(outcome, [
    { address: 'user0@acme.com', ok: true, externalId: 'earlier' },
    { address: 'user1@acme.com', ok: true, externalId: 'earlier' },
  ])
  t.equal(graphCalls(), 3)
})

t.test('an adopted address that its replica does not show yet is for later', async (t) => {
  answerFacts()
  answerBatches((step) => (step.method === 'GET' ? error(404, 'Request_ResourceNotFound', 'does not exist') : taken))
  const { mailbox } = createFixture()
  t.match(await mailbox.createMailboxes(tenantId, wanted.slice(0, 1)), [{ ok: false, kind: 'later' }])
})

t.test('refusals of a user are told apart from delays', async (t) => {
  answerFacts()
  const answers: Record<string, ReturnType<typeof error>> = {
    'user0@acme.com': error(400, 'Request_BadRequest', 'The specified password does not comply with policy.'),
    'user1@acme.com': error(400, 'Request_BadRequest', 'proxy taken', {
      code: 'ObjectConflict',
      target: 'proxyAddresses',
    }),
    'user2@acme.com': error(
      400,
      'Request_BadRequest',
      'The domain portion of the userPrincipalName property is invalid.',
    ),
  }
  answerBatches((step) => answers[upnOf(step)] ?? created(step))
  const outcome = await createFixture().mailbox.createMailboxes(tenantId, wanted.slice(0, 4))
  t.match(outcome, [{ kind: 'rejected' }, { kind: 'rejected' }, { kind: 'later' }, { ok: true }])
  t.notMatch(JSON.stringify(outcome), /Secret/)
})

t.test('what failed for the moment gets one more turn, after the wait that was asked', async (t) => {
  answerFacts()
  const tries = new Map<string, number>()
  const sizes = answerBatches((step) => {
    const count = (tries.get(step.url) ?? 0) + 1
    tries.set(step.url, count)
    if (step.url.includes('user1%40') && count === 1) {
      return { ...error(429, 'ApplicationThrottled', 'slow down'), headers: { 'retry-after': '0.249' } }
    }
    return step.url.includes('user2%40') ? error(503, '', '') : { status: 200, body: null }
  })
  const { mailbox, waits } = createFixture()
  const outcome = await mailbox.checkMailboxes(tenantId, existing.slice(0, 3))
  t.match(outcome, [{ ok: true }, { ok: true }, { ok: false, kind: 'later' }])
  t.strictSame(sizes, [3, 2])
  t.strictSame(waits, [1000])
})

t.test('a long wait is left to the caller', async (t) => {
  const sizes = answerBatches(() => ({ ...error(429, 'TooManyRequests', 'slow'), headers: { 'Retry-After': '120' } }))
  const { mailbox, waits } = createFixture()
  t.match(await mailbox.checkMailboxes(tenantId, existing.slice(0, 1)), [{ ok: false, kind: 'later' }])
  t.strictSame([sizes, waits], [[1], []])
})

t.test('a licence that is not there yet is for later', async (t) => {
  answerFacts()
  const answers = [
    error(400, 'Request_BadRequest', 'Subscription with SKU sku-1 does not have any available licenses.'),
    error(400, 'Request_BadRequest', 'License assignment cannot be done for user with invalid usage location.'),
    error(404, 'Request_ResourceNotFound', "Resource 'x' does not exist."),
    error(400, 'Request_BadRequest', 'One or more parameters are missing from the request payload.'),
  ]
  answerBatches((step) => answers[Number(step.id)] ?? { status: 200 })
  const outcome = await createFixture().mailbox.licenseMailboxes(tenantId, existing.slice(0, 5))
  t.match(outcome, [{ kind: 'later' }, { kind: 'later' }, { kind: 'later' }, { kind: 'rejected' }, { ok: true }])
})

t.test('without a provisioned order nothing is assigned', async (t) => {
  nock(graph).get('/v1.0/subscribedSkus').reply(200, { value: [] })
  const { mailbox, graphCalls } = createFixture()
  t.match(await mailbox.licenseMailboxes(tenantId, existing.slice(0, 1)), [
    { kind: 'later', code: 'sku_not_provisioned' },
  ])
  t.equal(graphCalls(), 1)
})

t.test('a mailbox that is still being made is for later', async (t) => {
  const answers = [
    error(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'),
    error(404, 'ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.'),
    error(404, 'ResourceNotFound', 'Resource could not be discovered.'),
  ]
  answerBatches((step) => answers[Number(step.id)] ?? { status: 200 })
  const outcome = await createFixture().mailbox.checkMailboxes(tenantId, existing.slice(0, 4))
  t.match(outcome, [{ kind: 'later' }, { kind: 'later' }, { kind: 'later' }, { ok: true }])
})

t.test('a refusal inside a batch is tried once more with a new token', async (t) => {
  const tokens: unknown[] = []
  nock(graph)
    .persist()
    .post('/v1.0/$batch')
    .reply(200, (request: Request) => {
      const token = request.headers.get('authorization')
      tokens.push(token)
      const isNew = token === 'Bearer app-2'
      return {
        responses: [{ id: '0', ...(isNew ? { status: 200 } : error(403, 'ErrorAccessDenied', 'Access is denied.')) }],
      }
    })
  const { mailbox } = createFixture()
  t.match(await mailbox.checkMailboxes(tenantId, existing.slice(0, 1)), [{ ok: true }])
  t.strictSame(tokens, ['Bearer app-1', 'Bearer app-2'])
})

t.test('one batch that is refused as a whole does not hide the others', async (t) => {
  let batches = 0
  nock(graph)
    .persist()
    .post('/v1.0/$batch')
    .reply(async (request: Request) => {
      batches += 1
      if (batches % 2 === 1) return [429, '', { 'retry-after': '60' }]
      return [200, { responses: (await stepsOf(request)).map(({ id }) => ({ id, status: 204, body: null })) }]
    })
  const outcome = await createFixture().mailbox.checkMailboxes(tenantId, existing.slice(0, 40))
  t.equal(outcome.filter(({ ok }) => ok).length, 20)
})

t.test('where all batches are refused, the refusal is told with its wait', async (t) => {
  nock(graph).persist().post('/v1.0/$batch').reply(429, '', { 'retry-after': '60' })
  const error = await failureOf(createFixture().mailbox.checkMailboxes(tenantId, existing))
  t.match(error, { provider: 'graph', kind: 'rate_limited', retryAfterMs: 60_000 })
})

t.test('a mailbox that is gone counts as deleted', async (t) => {
  answerBatches((step) =>
    step.id === '0' ? error(404, 'Request_ResourceNotFound', 'gone') : { status: 204, body: null },
  )
  const outcome = await createFixture().mailbox.deleteMailboxes(tenantId, existing.slice(0, 2))
  t.match(outcome, [{ ok: true }, { ok: true }])
})

t.test('a mailbox is renamed', async (t) => {
  const scope = nock(graph).patch('/v1.0/users/u-1', { displayName: 'New' }).reply(204)
  await createFixture().mailbox.renameMailbox(tenantId, 'u-1', 'New')
  t.ok(scope.isDone())
})
