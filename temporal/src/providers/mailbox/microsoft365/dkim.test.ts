import nock from 'nock'
import t from 'tap'
import { z } from 'zod'
import { failureOf } from '../../failure-of.ts'
import { answerLogins, createFixture, exchange, tenantId } from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.beforeEach(() => void answerLogins())
t.afterEach(() => nock.cleanAll())

const path = `/adminapi/beta/${tenantId}/InvokeCommand`
const Body = z.object({
  CmdletInput: z.object({ CmdletName: z.string(), Parameters: z.record(z.string(), z.unknown()) }),
})
type Reply = [number, unknown?]

/** Answers cmdlets by name and keeps what was asked. */
function answerCmdlets(answers: Record<string, (parameters: Record<string, unknown>) => Reply>) {
  const asked: string[] = []
  nock(exchange)
    .persist()
    .post(path)
    .reply(async (request: Request): Promise<Reply> => {
      const { CmdletName, Parameters } = Body.parse(await request.json()).CmdletInput
      asked.push(CmdletName)
      return answers[CmdletName]?.(Parameters) ?? [400, { error: { message: `no ${CmdletName}` } }]
    })
  return asked
}

const config = (domain: string, Enabled = false) => ({
  Domain: domain,
  Enabled,
  Status: Enabled ? 'Valid' : 'CnameMissing',
  Selector1CNAME: `selector1-${domain.replace('.', '-')}03i._domainkey.Acme1.r-v1.dkim.mail.microsoft`,
  Selector2CNAME: `selector2-${domain.replace('.', '-')}03i._domainkey.Acme1.r-v1.dkim.mail.microsoft`,
})
const wanted = [1, 2].map((number) => ({
  purpose: 'dkim',
  type: 'CNAME',
  name: `selector${number}._domainkey.acme.com`,
  value: `selector${number}-acme-com03i._domainkey.acme1.r-v1.dkim.mail.microsoft`,
  ttlSeconds: 3600,
}))

t.test('keys are made once the mail system knows the domain', async (t) => {
  let made: unknown
  const asked = answerCmdlets({
    // An unknown identity lists the others.
    'Get-DkimSigningConfig': () => [200, { value: [config('acme1.onmicrosoft.com', true)] }],
    'Get-AcceptedDomain': () => [200, { value: [{ DomainName: 'Acme.com' }] }],
    'New-DkimSigningConfig': (parameters) => {
      made = parameters
      return [200, { value: [config('acme.com')] }]
    },
  })
  t.strictSame(await createFixture().mailbox.prepareDkim(tenantId, 'acme.com'), wanted)
  t.strictSame(made, { DomainName: 'acme.com', Enabled: false, KeySize: 2048 })
  t.strictSame(asked, ['Get-DkimSigningConfig', 'Get-AcceptedDomain', 'New-DkimSigningConfig'])
})

t.test('keys that are there are taken as they are', async (t) => {
  const asked = answerCmdlets({ 'Get-DkimSigningConfig': () => [200, { value: [config('acme.com')] }] })
  t.strictSame(await createFixture().mailbox.prepareDkim(tenantId, 'acme.com'), wanted)
  t.equal(asked.length, 1)
})

t.test('a domain that has not reached the mail system is pending', async (t) => {
  answerCmdlets({
    'Get-DkimSigningConfig': () => [
      404,
      { error: { details: { message: "|Ex|The object 'acme.com' couldn't be found" } } },
    ],
    'Get-AcceptedDomain': () => [200, { value: [] }],
  })
  t.match(await failureOf(createFixture().mailbox.prepareDkim(tenantId, 'acme.com')), {
    provider: 'exchange',
    kind: 'pending',
  })
})

t.test('DKIM is switched on, once', async (t) => {
  let isOn = false
  const asked = answerCmdlets({
    'Get-DkimSigningConfig': () => [200, { value: [config('acme.com', isOn)] }],
    'Set-DkimSigningConfig': () => {
      isOn = true
      return [200, '']
    },
  })
  const { mailbox } = createFixture()
  await mailbox.enableDkim(tenantId, 'acme.com')
  await mailbox.enableDkim(tenantId, 'acme.com')
  t.strictSame(asked, ['Get-DkimSigningConfig', 'Set-DkimSigningConfig', 'Get-DkimSigningConfig'])
})

t.test('records that are not seen yet are pending', async (t) => {
  const exception = 'Microsoft.Exchange.ManagementTasks.ValidationException'
  const message = `|${exception}|CNAME record does not exist for this config. Please publish the two.`
  answerCmdlets({
    'Get-DkimSigningConfig': () => [200, { value: [config('acme.com')] }],
    'Set-DkimSigningConfig': () => [
      400,
      { error: { code: 'BadRequest', message: 'x', details: { message, target: 'y' } } },
    ],
  })
  const expected = { kind: 'pending', code: exception, message: /^Set-DkimSigningConfig: CNAME record does not exist/ }
  t.match(await failureOf(createFixture().mailbox.enableDkim(tenantId, 'acme.com')), expected)
})

t.test('each place of an error text is read', async (t) => {
  const texts = [
    { error: { innererror: { internalException: { message: 'from inside' } }, message: 'outside' } },
    { error: { details: [{ message: 'from inside' }], message: 'outside' } },
    { error: { message: 'from inside' } },
  ]
  for (const body of texts) {
    nock(exchange).post(path).reply(400, body)
    t.match(await failureOf(createFixture().mailbox.mailRegion(tenantId)), { kind: 'rejected', message: /from inside/ })
  }
})

t.test('a directory role that has not reached Exchange is pending', async (t) => {
  answerCmdlets({ 'Get-OrganizationConfig': () => [403, { error: { code: 'Forbidden', message: 'no' } }] })
  t.match(await failureOf(createFixture().mailbox.mailRegion(tenantId)), {
    provider: 'exchange',
    kind: 'pending',
    code: 'Forbidden',
  })
})

t.test('the region is read back, page by page', async (t) => {
  answerCmdlets({ 'Get-OrganizationConfig': () => [200, { value: [{ DefaultMailboxRegion: 'CHE' }] }] })
  t.equal(await createFixture().mailbox.mailRegion(tenantId), 'CHE')
  nock.cleanAll()
  answerLogins()
  const next = `${exchange}${path}?page=2`
  nock(exchange)
    .post(path)
    .reply(200, { value: [], '@odata.nextLink': next })
    .post(`${path}?page=2`)
    .reply(200, { value: [{ DefaultMailboxRegion: 'EUR' }] })
  t.equal(await createFixture().mailbox.mailRegion(tenantId), 'EUR')
})

t.test('a token never follows a page to another host', async (t) => {
  nock(exchange).post(path).reply(200, { value: [], '@odata.nextLink': 'https://elsewhere.example/' })
  t.match(await failureOf(createFixture().mailbox.mailRegion(tenantId)), { kind: 'transient', code: 'strange_answer' })
})
