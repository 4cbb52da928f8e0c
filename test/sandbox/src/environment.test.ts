import t from 'tap'
import { sandboxEnvironment } from './environment.ts'

t.test('the product takes its settings for test keys from the world', async (t) => {
  const environment = sandboxEnvironment({ vendorsUrl: 'https://localhost:8443', dnsPort: 5353 })
  t.ok(Object.keys(environment).every((name) => name.startsWith('TEST_')))
  t.match(environment, {
    TEST_GRAPH_URL: 'https://localhost:8443',
    TEST_DNS_RESOLVERS: '127.0.0.1:5353',
    TEST_DNS_PORT: '5353',
    TEST_POWERDNS_NAMESERVERS: 'ns1.dns.sandbox.example,ns2.dns.sandbox.example',
  })
  const addresses = JSON.parse(environment.TEST_PARTNER_ADDRESSES ?? '')
  t.match(addresses, { none: { country: 'US' }, eu: { country: 'DE' }, ch: { country: 'CH' } })
  t.match(JSON.parse(environment.TEST_REGISTRAR_CONTACT ?? ''), { phoneNumber: /^\+1\.\d+$/ })
})
