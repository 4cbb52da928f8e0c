import t from 'tap'
import { recipientDomainOf, suppressionKeyOf } from './suppression-key.ts'

const owner = { accountId: 'acct_one', livemode: false }
const keyOf = (address: string) => suppressionKeyOf(owner, address)

t.test('however an address is written, its key is the same', async (t) => {
  t.match(keyOf('bob@acme.org'), /^[0-9a-f]{32}$/)
  t.equal(keyOf(' Bob@ACME.org\n'), keyOf('bob@acme.org'))
  t.equal(keyOf('bob@bücher.de'), keyOf('bob@xn--bcher-kva.de'))
  t.equal(keyOf('ju\u0308rg@acme.org'), keyOf('jürg@acme.org'))
})

t.test('other addresses, accounts and modes have other keys', async (t) => {
  const keys = [
    ...['bob@acme.org', 'bob@acme.com', 'rob@acme.org', 'bob+list@acme.org', 'b.ob@acme.org', ''].map(keyOf),
    suppressionKeyOf({ ...owner, accountId: 'acct_other' }, 'bob@acme.org'),
    suppressionKeyOf({ ...owner, livemode: true }, 'bob@acme.org'),
  ]
  t.equal(new Set(keys).size, keys.length)
})

t.test('a domain is told in ASCII, and nothing that is none', async (t) => {
  t.equal(recipientDomainOf('Bob@Bücher.DE'), 'xn--bcher-kva.de')
  t.equal(recipientDomainOf('"a@b"@acme.org'), 'acme.org')
  for (const text of ['bob', 'bob@', 'bob@a\0b.com', '']) t.equal(recipientDomainOf(text), null, JSON.stringify(text))
})
