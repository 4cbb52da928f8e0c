import t from 'tap'
import { addressOf, faultOfLocalPart, normalizeBrandDomain, normalizeDomainName } from './naming.ts'

const label63 = 'a'.repeat(63)
const name254 = `${'a'.repeat(62)}.${`${label63}.`.repeat(2)}${'b'.repeat(59)}.com`
const name253 = `${'a'.repeat(61)}.${`${label63}.`.repeat(2)}${'b'.repeat(59)}.com`

const accepted: [string, string][] = [
  ['getacme.com', 'getacme.com'],
  ['GetAcme.COM', 'getacme.com'],
  ['getacme.com.', 'getacme.com'],
  ['getacme.co.uk', 'getacme.co.uk'],
  ['bücher.ch', 'xn--bcher-kva.ch'],
  ['BÜCHER.ch', 'xn--bcher-kva.ch'],
  ['xn--bcher-kva.ch', 'xn--bcher-kva.ch'],
  ['straße.de', 'xn--strae-oqa.de'],
  ['例え。jp', 'xn--r8jz45g.jp'],
  ['ａｃｍｅ.com', 'acme.com'],
  [`${label63}.com`, `${label63}.com`],
  ['123.com', '123.com'],
  ['a-b.io', 'a-b.io'],
]

t.test('a registrable domain is accepted in its ASCII form, in lower case and without a final dot', async (t) => {
  for (const [input, name] of accepted) t.same(normalizeDomainName(input), { name }, input)
})

const refused: [string, string][] = [
  ['get acme.com', 'domain_name_spaces'],
  [' getacme.com', 'domain_name_spaces'],
  ['getacme.com\n', 'domain_name_spaces'],
  ['get\u00a0acme.com', 'domain_name_spaces'],
  ['get_acme.com', 'domain_name_underscore'],
  ['', 'domain_name_characters'],
  ['https://getacme.com', 'domain_name_characters'],
  ['getacme.com/path', 'domain_name_characters'],
  ['getacme.com:443', 'domain_name_characters'],
  ['me@getacme.com', 'domain_name_characters'],
  ['get%61cme.com', 'domain_name_characters'],
  ['get\u0000acme.com', 'domain_name_characters'],
  ['getacme..com', 'domain_name_empty_label'],
  ['getacme.com..', 'domain_name_empty_label'],
  ['.getacme.com', 'domain_name_empty_label'],
  ['.', 'domain_name_empty_label'],
  [`${label63}a.com`, 'domain_name_label_too_long'],
  [name254, 'domain_name_too_long'],
  ['x'.repeat(254), 'domain_name_too_long'],
  ['x'.repeat(1_000_000), 'domain_name_too_long'],
  ['-acme.com', 'domain_name_hyphens'],
  ['acme-.com', 'domain_name_hyphens'],
  ['ab--cd.com', 'domain_name_hyphens'],
  ['xn--a.com', 'domain_name_invalid_idn'],
  ['192.0.2.1', 'domain_name_ip_address'],
  ['192.0.2', 'domain_name_ip_address'],
  ['0x7f.1', 'domain_name_ip_address'],
  ['256.1.1.1', 'domain_name_ip_address'],
  ['2001:db8::1', 'domain_name_ip_address'],
  ['[2001:db8::1]', 'domain_name_ip_address'],
  ['::1', 'domain_name_ip_address'],
  ['com', 'domain_name_public_suffix'],
  ['co.uk', 'domain_name_public_suffix'],
  ['github.io', 'domain_name_public_suffix'],
  ['uk.com', 'domain_name_public_suffix'],
  ['acme.github.io', 'domain_name_subdomain'],
  ['acme.uk.com', 'domain_name_subdomain'],
  ['mail.getacme.com', 'domain_name_subdomain'],
  ['www.getacme.co.uk', 'domain_name_subdomain'],
  ['getacme.notatld', 'domain_name_tld_unknown'],
  ['localhost', 'domain_name_reserved'],
  ['acme.example', 'domain_name_reserved'],
  ['acme.test', 'domain_name_reserved'],
  ['acme.invalid', 'domain_name_reserved'],
  ['acme.local', 'domain_name_reserved'],
  ['acme.onion', 'domain_name_reserved'],
  ['2.0.192.in-addr.arpa', 'domain_name_reserved'],
]

t.test('everything else is refused with its reason', async (t) => {
  for (const [input, fault] of refused) t.same(normalizeDomainName(input), { fault }, input.slice(0, 60))
})

t.test('253 characters are not too many, 254 are', async (t) => {
  t.equal(name253.length, 253)
  t.equal(name254.length, 254)
  t.same(normalizeDomainName(name253), { fault: 'domain_name_subdomain' })
})

t.test('the length counts as punycode, not as it was typed', async (t) => {
  t.same(normalizeDomainName(`${'ü'.repeat(62)}.de`), { fault: 'domain_name_label_too_long' })
})

t.test("a brand's domain may be any host below it", async (t) => {
  t.same(normalizeBrandDomain('www.Acme.com'), { name: 'acme.com' })
  t.same(normalizeBrandDomain('co.uk'), { fault: 'domain_name_public_suffix' })
  t.same(normalizeBrandDomain('acme.example'), { fault: 'domain_name_reserved' })
})

t.test('local parts that the provider takes are accepted', async (t) => {
  for (const localPart of ['anna', 'Anna.Lee', "o'neil", 'a_b-c', 'a!#^~', 'x'.repeat(64), '7'])
    t.equal(faultOfLocalPart(localPart, 'getacme.com'), null, localPart)
})

t.test('local parts that it refuses have their reason', async (t) => {
  const cases: [string, string][] = [
    ['', 'local_part_empty'],
    ['x'.repeat(65), 'local_part_too_long'],
    ['.anna', 'local_part_dots'],
    ['anna.', 'local_part_dots'],
    ['an..na', 'local_part_dots'],
    ['anna@x', 'local_part_characters'],
    ['an na', 'local_part_characters'],
    ['anna+news', 'local_part_characters'],
    ['änna', 'local_part_characters'],
    ['"anna"', 'local_part_characters'],
    ['an\u0000na', 'local_part_characters'],
    ['Postmaster', 'local_part_reserved'],
    ['abuse', 'local_part_reserved'],
  ]
  for (const [localPart, fault] of cases) t.equal(faultOfLocalPart(localPart, 'getacme.com'), fault, localPart)
})

t.test('an address is at most 113 characters long', async (t) => {
  t.equal(faultOfLocalPart('x'.repeat(64), 'd'.repeat(48)), null)
  t.equal(faultOfLocalPart('x'.repeat(64), 'd'.repeat(49)), 'local_part_address_too_long')
})

t.test('addresses are kept in lower case', async (t) => {
  t.equal(addressOf('Anna.Lee', 'getacme.com'), 'anna.lee@getacme.com')
})
