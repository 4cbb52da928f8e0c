import { createPublicKey } from 'node:crypto'
import t, { type Test } from 'tap'
import { addVerifiedDomain, grantAll, newCustomer, publish } from '../testing/customer.ts'
import { at, listAt, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const domain = 'getacme.com'

async function start(test: Test) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph, exchange: token } = await grantAll(microsoft, tenant)
  const invoke = (CmdletName: string, Parameters: object = {}, bearer = token) =>
    microsoft.call('POST', `/adminapi/beta/${tenant}/InvokeCommand`, {
      token: bearer,
      body: { CmdletInput: { CmdletName, Parameters } },
    })
  return { microsoft, tenant, graph, invoke }
}

async function startWithKeys(test: Test) {
  const started = await start(test)
  await addVerifiedDomain(started.microsoft, started.graph, domain)
  const made = await started.invoke('New-DkimSigningConfig', { DomainName: domain, Enabled: false, KeySize: 2048 })
  const targets = [1, 2].map((number) => textAt(made.body, `value.0.Selector${number}CNAME`))
  const publishCnames = (values = targets) =>
    publish(
      started.microsoft,
      domain,
      values.map((value, index) => [`selector${index + 1}._domainkey.${domain}`, 'CNAME', [value]]),
    )
  return { ...started, made, targets, publishCnames }
}

t.test('an accepted domain shows up some time after it was verified', async (t) => {
  const { microsoft, tenant, graph, invoke } = await start(t)
  await addVerifiedDomain(microsoft, graph, 'first.com')
  microsoft.setDelays({ preset: 'realistic' })
  microsoft.world.store.collection('waits').delete(`accepted_domain ${tenant}/first.com`)
  microsoft.world.waits.start('accepted_domain', `${tenant}/first.com`, 'first.com')
  const names = async () =>
    listAt((await invoke('Get-AcceptedDomain')).body, 'value').map((one) => at(one, 'DomainName'))
  t.same(await names(), ['acme1.onmicrosoft.com'])
  const refused = await invoke('New-DkimSigningConfig', { DomainName: 'first.com', Enabled: false })
  t.match(refused, { status: 404, body: { error: { details: [{ message: /^\|.*NotFoundException\|/ }] } } })
  microsoft.advance(120_000)
  t.same(await names(), ['acme1.onmicrosoft.com', 'first.com'])
})

t.test('keys have the size that was asked for, and targets that no name gives away', async (t) => {
  const { made, targets, invoke } = await startWithKeys(t)
  t.match(targets[0], /^selector1-getacme-com\._domainkey\.acme1\.[a-z]-v1\.dkim\.mail\.microsoft$/)
  const text = textAt(made.body, 'value.0.Selector1PublicKey')
  const key = createPublicKey({
    key: Buffer.from(/p=([^;]+)/.exec(text)?.[1] ?? '', 'base64'),
    format: 'der',
    type: 'spki',
  })
  t.equal(key.asymmetricKeyDetails?.modulusLength, 2048)
  const again = await invoke('New-DkimSigningConfig', { DomainName: domain, Enabled: false })
  t.match(again, { status: 400, body: { error: { message: /already exists/ } } })
  const unknown = await invoke('Get-DkimSigningConfig', { Identity: 'unknown.com' })
  t.match(unknown.body, { value: [{ Domain: domain, Enabled: false, Status: 'CnameMissing' }] })
})

t.test('DKIM is enabled once both CNAMEs are seen, and only then the active key is published', async (t) => {
  const { microsoft, targets, invoke, publishCnames } = await startWithKeys(t)
  const { zones } = microsoft.world
  const enable = () => invoke('Set-DkimSigningConfig', { Identity: domain, Enabled: true })
  const missing = {
    status: 400,
    body: { error: { details: [{ message: /CNAME record does not exist for this config/ }] } },
  }
  t.match(await enable(), missing)
  publishCnames([targets[0] ?? '', 'elsewhere.example'])
  t.match(await enable(), missing)
  publishCnames()
  t.same(zones.resolve(`selector1._domainkey.${domain}`, 'TXT'), [], 'a CNAME without a key behind it')
  t.match(await enable(), { status: 200, body: { value: [] } })
  t.match(zones.resolve(`selector1._domainkey.${domain}`, 'TXT'), [/^v=DKIM1; k=rsa; p=/])
  t.same(zones.resolve(`selector2._domainkey.${domain}`, 'TXT'), [])
  t.match((await invoke('Get-DkimSigningConfig', { Identity: domain })).body, {
    value: [{ Enabled: true, Status: 'Valid', Selector1KeySize: 2048 }],
  })
})

t.test('CNAMEs that are there still take a while to be seen', async (t) => {
  const { microsoft, tenant, invoke, publishCnames } = await startWithKeys(t)
  publishCnames()
  microsoft.setDelays({ preset: 'realistic' })
  const enable = async (token?: string) =>
    (await invoke('Set-DkimSigningConfig', { Identity: domain, Enabled: true }, token)).status
  t.equal(await enable(), 400)
  microsoft.advance(10 * 60_000)
  t.equal(await enable(await microsoft.token(tenant, 'https://outlook.office365.com')), 200)
})

t.test('a rotation takes 96 hours and leaves one key in DNS', async (t) => {
  const { microsoft, tenant, invoke, publishCnames } = await startWithKeys(t)
  publishCnames()
  const early = await invoke('Rotate-DkimSigningConfig', { Identity: domain, KeySize: 2048 })
  t.equal(early.status, 400, 'not before DKIM is on')
  await invoke('Set-DkimSigningConfig', { Identity: domain, Enabled: 'true' })
  t.equal((await invoke('Rotate-DkimSigningConfig', { Identity: domain, KeySize: 2048 })).status, 200)
  t.equal((await invoke('Rotate-DkimSigningConfig', { Identity: domain, KeySize: 2048 })).status, 400)
  const keys = () =>
    [1, 2].map((number) => microsoft.world.zones.resolve(`selector${number}._domainkey.${domain}`, 'TXT').length)
  t.same(keys(), [1, 1])
  microsoft.advance(96 * 3_600_000)
  await invoke('Get-DkimSigningConfig', {}, await microsoft.token(tenant, 'https://outlook.office365.com'))
  t.same(keys(), [0, 1])
})

t.test('unknown cmdlets and foreign tenants are refused', async (t) => {
  const { microsoft, graph, invoke } = await start(t)
  t.match(await invoke('Get-Nothing'), { status: 400, body: { error: { message: /not recognized/ } } })
  t.equal((await invoke('Get-AcceptedDomain', {}, graph)).status, 401)
  const other = await grantAll(microsoft, await newCustomer(microsoft, 'other1'))
  t.equal((await invoke('Get-AcceptedDomain', {}, other.exchange)).status, 401)
})
