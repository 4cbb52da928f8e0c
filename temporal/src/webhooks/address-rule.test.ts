import t from 'tap'
import { createAddressRule, parseNetwork } from './address-rule.ts'

const refused = {
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local, with the clouds’ metadata services': ['169.254.169.254', '169.254.170.2', 'fe80::1', 'febf::1'],
  'carrier-grade NAT': ['100.64.0.1', '100.100.100.200', '100.127.255.255'],
  'unique local': ['fc00::1', 'fd00:ec2::254'],
  'site-local': ['fec0::1'],
  multicast: ['224.0.0.1', '239.255.255.250', 'ff02::1'],
  broadcast: ['255.255.255.255'],
  reserved: ['240.0.0.1', '192.0.0.1', '192.88.99.1'],
  documentation: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  benchmarking: ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:7f00:1'],
  'IPv4-compatible': ['::127.0.0.1', '::8.8.8.8'],
  'IPv4-translated': ['::ffff:0:7f00:1', '::ffff:0:808:808'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1'],
  '6to4': ['2002:7f00:1::1', '2002:808:808::1'],
  Teredo: ['2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  discard: ['100::1', '100:0:0:1::1'],
  'segment routing': ['5f00::1'],
  ORCHID: ['2001:10::1', '2001:20::1'],
  'outside what is given out': ['4000::1', '8000::1', '1::1'],
  'no address at all': ['', 'localhost', '1.2.3.4.5', 'fe80::1%eth0'],
}

for (const [kind, addresses] of Object.entries(refused))
  t.test(`refuses ${kind}`, async (t) => {
    for (const address of addresses) t.notOk(createAddressRule([])(address), address)
  })

t.test('lets the internet pass', async (t) => {
  const open = ['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.255.255', '100.128.0.1', '2606:4700::1111']
  for (const address of [...open, '2a00:1450:4001:81b::200e', '::ffff:8.8.8.8'])
    t.ok(createAddressRule([])(address), address)
})

t.test('lets the operator’s networks pass, in either form of an address, and nothing beside them', async (t) => {
  const isAllowed = createAddressRule(['127.0.0.0/8', '::1/128', 'fd00:1::/32'].map(parseNetwork))
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', 'fd00:1::7'])
    t.ok(isAllowed(address), address)
  for (const address of ['10.0.0.1', 'fd00:2::1', '169.254.169.254', '64:ff9b::7f00:1'])
    t.notOk(isAllowed(address), address)
})
