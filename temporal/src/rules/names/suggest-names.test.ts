import t from 'tap'
import { isConfusable, isSeamUnclear, skeletonOf } from './confusable.ts'
import { MOST_SUGGESTIONS, type NameWish, suggestNames } from './suggest-names.ts'

const suggest = (own: Partial<NameWish> = {}) =>
  suggestNames({ brandDomain: 'acme.com', count: MOST_SUGGESTIONS, known: [], seed: 'one', ...own })
const brands = ['acme.com', 'tesla-parts.de', 'northwind.co.uk', 'a1.io', 'müller.de', 'google.com']
const ascii = (brand: string) => new URL(`http://${brand}`).hostname

t.test('variants hold the brand, are names one can register, each once, and never the primary itself', async (t) => {
  for (const brandDomain of brands) {
    const names = suggest({ brandDomain })
    t.ok(names.length >= 10, brandDomain)
    t.equal(new Set(names).size, names.length)
    t.notOk(names.includes(ascii(brandDomain)))
  }
  t.ok(suggest().every((name) => name.includes('acme')))
})

t.test('the same seed gives the same names, another seed another order of them', async (t) => {
  t.same(suggest(), suggest())
  t.not(suggest({ seed: 'two' }).join(), suggest().join())
  t.same(suggest({ count: 5 }), suggest().slice(0, 5), 'fewer are the first of more')
})

t.test('what the account knows already is not suggested, under no top-level domain that looks like it', async (t) => {
  const first = suggest({ tlds: ['com'] })
  const others = suggest({ tlds: ['com'], known: first.slice(0, 6) })
  t.ok(others.length > 0)
  t.same(
    others.filter((name) => first.slice(0, 6).includes(name)),
    [],
  )
})

t.test(
  'only the top-level domains that were asked for, in their order; one that there is not gives none',
  async (t) => {
    const names = suggest({ tlds: ['io', 'com'] })
    t.ok(names.every((name) => /\.(io|com)$/.test(name)))
    t.equal(names[0]?.endsWith('.io'), true)
    t.same(suggest({ tlds: ['notatld'] }), [])
  },
)

t.test('no name can be taken for a brand that is imitated', async (t) => {
  for (const label of ['goog1e', 'gooogle', 'gogle', 'rnicrosoft', 'paypa1', 'pay-pal', 'arnazon', 'faceboook']) {
    t.ok(isConfusable(label), label)
  }
  for (const label of ['acme', 'getacme', 'northwind', 'zoomed', 'metal']) t.notOk(isConfusable(label), label)
  t.notOk(suggest({ brandDomain: 'ogle.com' }).some((name) => name.startsWith('google')))
  t.notOk(suggest({ brandDomain: 'googl.com' }).some((name) => name.startsWith('googl.')))
})

t.test('words that read otherwise where they meet are not put together', async (t) => {
  t.ok(isSeamUnclear('get', 'tesla'))
  t.ok(isSeamUnclear('for', 'nova'))
  t.notOk(suggest({ brandDomain: 'tesla.com' }).some((name) => name.startsWith('gettesla')))
  t.notOk(suggest({ brandDomain: 'qhq.com' }).some((name) => name.startsWith('goqhqq')))
})

t.test('no two suggestions of one top-level domain look alike', async (t) => {
  for (const brandDomain of brands) {
    const skeletons = suggest({ brandDomain, tlds: ['com'] }).map(skeletonOf)
    t.equal(new Set(skeletons).size, skeletons.length, brandDomain)
  }
})

t.test('a name in another script is varied by its top-level domain only', async (t) => {
  const names = suggest({ brandDomain: 'пример.com', tlds: ['com', 'net'] })
  t.same(names, [ascii('пример.net')])
  t.same(suggest({ brandDomain: 'пример.com', tlds: ['net'], known: ['пример.net'] }), [])
})
