import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import t from 'tap'
import { z } from 'zod'
import { startSandbox } from '../index.ts'
import { sandboxCredentials } from '../world/credentials.ts'
import { customerBody } from './testing/customer.ts'
import { startMicrosoft } from './testing/start-microsoft.ts'

const { partner, proof } = sandboxCredentials
const TokenAnswer = z.object({ access_token: z.string() })
const Customer = z.object({ id: z.string(), userCredentials: z.object({ password: z.string() }) })

t.test('a token, a tenant and the answer to a repeated request outlive a restart', async (t) => {
  const dataDir = t.testdir()
  const start = async () => {
    const sandbox = await startSandbox({ dataDir, delays: { preset: 'zero' } })
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(sandbox.caFile, 'utf8')])
    return sandbox
  }
  const first = await start()
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: partner.clientId,
    client_secret: partner.clientSecret,
    scope: 'https://api.partnercenter.microsoft.com/.default',
  })
  const login = await fetch(`${first.vendorsUrl}/${partner.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: form })
  const headers = {
    authorization: `Bearer ${TokenAnswer.parse(await login.json()).access_token}`,
    'ms-requestid': crypto.randomUUID(),
    'content-type': 'application/json',
  }
  const create = async (url: string) => {
    const init = { method: 'POST', headers, body: JSON.stringify(customerBody('acme1')) }
    return Customer.parse(await (await fetch(`${url}/v1/customers`, init)).json())
  }
  const made = await create(first.vendorsUrl)
  await first.close()
  const second = await start()
  t.same(await create(second.vendorsUrl), made)
  t.same(second.world.counters.all().tenants, { acme1: 1 })
  t.ok(second.world.zones.resolve('acme1.onmicrosoft.com', 'MX').length > 0)
  await second.close()
})

t.test('a reset world is seeded again', async (t) => {
  const microsoft = await startMicrosoft(t)
  await microsoft.token(proof.tenantId, 'https://graph.microsoft.com')
  microsoft.reset()
  t.same(microsoft.world.zones.resolve('spf.protection.outlook.com', 'TXT'), [])
  await microsoft.token(proof.tenantId, 'https://graph.microsoft.com')
  t.match(microsoft.world.zones.resolve('spf.protection.outlook.com', 'TXT'), [/^v=spf1 ip4:40\.92\.0\.0\/15 /])
})
