import { Resolver } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import tls from 'node:tls'
import { CheckDomainAvailabilityCommand, Route53DomainsClient } from '@aws-sdk/client-route-53-domains'
import t from 'tap'
import { startSandbox } from './index.ts'

t.test('a world in this process serves its vendors, DNS and control, and closes whole', async (t) => {
  const dataDir = t.testdir()
  const sandbox = await startSandbox({ dataDir, delays: { preset: 'zero' } })
  t.teardown(() => sandbox.close())
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(sandbox.caFile, 'utf8')])
  const { environment } = sandbox
  const credentials = {
    accessKeyId: environment.TEST_REGISTRAR_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.TEST_REGISTRAR_SECRET_ACCESS_KEY ?? '',
  }
  const client = new Route53DomainsClient({
    region: 'us-east-1',
    endpoint: environment.TEST_REGISTRAR_URL,
    credentials,
  })
  t.match(await client.send(new CheckDomainAvailabilityCommand({ DomainName: 'getacme.com' })), {
    Availability: 'AVAILABLE',
  })
  client.destroy()
  const zones = await fetch(`${environment.TEST_POWERDNS_URL}/api/v1/servers/localhost/zones`, {
    headers: { 'x-api-key': environment.TEST_POWERDNS_API_KEY ?? '' },
  })
  t.same(await zones.json(), [])
  const tenant = environment.TEST_PARTNER_TENANT_ID
  const discovery = await fetch(`${sandbox.vendorsUrl}/${tenant}/v2.0/.well-known/openid-configuration`)
  t.match(await discovery.json(), { token_endpoint: `${sandbox.vendorsUrl}/${tenant}/oauth2/v2.0/token` })
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  resolver.setServers([environment.TEST_DNS_RESOLVERS ?? ''])
  t.match(await resolver.resolveTxt('spf.protection.outlook.com'), [[/^v=spf1/]], 'before anybody asked Microsoft')
  const requests = await (await fetch(`${sandbox.controlUrl}/requests`)).json()
  t.match(requests, { requests: { registrar: { total: 1 }, dns_api: { total: 1 }, login: { total: 1 } } })
  await t.rejects(startSandbox({ dataDir }), /does another one use it/)
  await sandbox.close()
  await t.rejects(fetch(sandbox.controlUrl))
  const again = await startSandbox({ dataDir })
  t.same(again.world.counters.all(), {})
  await again.close()
})

t.test('a port that is taken is refused, and nothing stays behind', async (t) => {
  const folder = t.testdir()
  const first = await startSandbox({ dataDir: path.join(folder, 'first') })
  t.teardown(() => first.close())
  const dataDir = path.join(folder, 'second')
  await t.rejects(startSandbox({ dataDir, dnsPort: first.dns.port }), { code: 'EADDRINUSE' })
  await (await startSandbox({ dataDir })).close()
})
