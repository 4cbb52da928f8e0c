import type { Rotation } from '@coldframe/db'
import t from 'tap'
import { createNameChooser, createNameSuggester } from './choose-name.ts'

const owner = { accountId: 'acct_1', livemode: false }
const old = (brandDomain: string | null) => ({ brandDomain })
const by = (policy: Rotation['policy']) => ({ policy })

const booksOf = (known: string[], taken: (names: string[]) => string[] = () => []) => ({
  domains: { namesOfBrand: async () => known, orderedAmong: async (_: unknown, names: string[]) => taken(names) },
})
const chooser = (...books: Parameters<typeof booksOf>) => createNameChooser(createNameSuggester(booksOf(...books)))

t.test('a variant of the brand that the account does not know', async (t) => {
  const first = await chooser([])(owner, old('acme.com'), by('automatic'))
  t.match(first, /acme/)
  t.not(first, 'acme.com')
  const second = await chooser([first ?? ''])(owner, old('acme.com'), by('approve'))
  t.not(second, first)
  const third = await chooser([], (names) => names.slice(0, 3))(owner, old('acme.com'), by('automatic'))
  t.not(third, first)
})

t.test('what somebody else holds is passed over', async (t) => {
  const [first = '', second] = await createNameSuggester(booksOf([]))(owner, 'acme.com')
  const dns = { findNameservers: async (name: string) => (name === first ? ['ns1.example'] : []) }
  t.equal((await createNameSuggester(booksOf([]), () => dns)(owner, 'acme.com'))[0], second)
})

t.test('nothing without a brand, and nothing that a person did not ask for', async (t) => {
  t.equal(await chooser([])(owner, old(null), by('automatic')), null)
  t.equal(await chooser([])(owner, old('acme.com'), by('manual')), null)
})
