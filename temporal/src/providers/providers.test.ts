import nock from 'nock'
import t from 'tap'
import type { VendorCall } from './call-report.ts'
import { createVendors } from './providers.ts'
import { vendorConfigFixture } from './vendor-config-fixture.ts'

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

t.test('one set of settings makes all vendors, whose calls are told', async (t) => {
  const calls: VendorCall[] = []
  const refreshTokens = { load: async () => null, save: async () => undefined }
  const vendors = createVendors(vendorConfigFixture(), { refreshTokens, onCall: (call) => calls.push(call) })
  nock('https://dns.vendors.example').get(/zones/).reply(500)
  nock('https://registrar.vendors.example').post('/').reply(200, { Availability: 'AVAILABLE' })
  await t.rejects(vendors.dns.ensureZone('acme.com'))
  await vendors.registrar.isAvailable('acme.com')
  t.match(calls, [
    { provider: 'powerdns', operation: 'getZone', outcome: 'transient', durationMs: Number },
    { provider: 'route53_domains', operation: 'CheckDomainAvailability', outcome: 'ok' },
  ])
  t.equal(vendors.proof.address, 'proof@proof.example')
})
