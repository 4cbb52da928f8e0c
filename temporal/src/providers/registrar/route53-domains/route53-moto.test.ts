import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { freePort, hasProgram, startServer } from '../../program-fixture.ts'
import { vendorConfigFixture } from '../../vendor-config-fixture.ts'
import { createRoute53Registrar } from './route53-registrar.ts'

/** https://docs.getmoto.org/en/latest/docs/server_mode.html */
if (!(await hasProgram('moto_server'))) t.plan(0, 'moto_server is not installed')
else {
  const port = await freePort()
  const server = await startServer('moto_server', ['-H', '127.0.0.1', '-p', String(port)], port)
  t.teardown(() => server.stop())
  // It counts a year in days, so that one year is shorter than the year that it asks for.
  const config = vendorConfigFixture({ REGISTRAR_URL: `http://127.0.0.1:${port}`, REGISTRAR_YEARS: '2' })
  const registrar = createRoute53Registrar(config)

  t.test('a domain from registration to the end of its renewal', async (t) => {
    const since = new Date(Date.now() - 60_000)
    t.equal(await registrar.findOwned('acme.com'), null)
    t.equal(await registrar.findRegistration('acme.com', since), null)
    const { operationId } = await registrar.register('acme.com')
    t.strictSame(await registrar.findRegistration('acme.com', since), { operationId })
    t.strictSame(await registrar.registrationStatus(operationId), { status: 'succeeded', reason: null })
    await registrar.setNameservers('acme.com', ['ns1.dns.example', 'ns2.dns.example'])
    const owned = await registrar.findOwned('acme.com')
    t.match(owned, { name: 'acme.com', autoRenew: true, nameservers: ['ns1.dns.example', 'ns2.dns.example'] })
    t.ok(owned?.expiresAt && owned.expiresAt > new Date())
  })

  t.test('a name that the registrar refuses', async (t) => {
    t.match(await failureOf(registrar.register('no_such.name')), { provider: 'route53_domains', kind: 'rejected' })
  })
}
