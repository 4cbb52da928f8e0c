import { faultOfLocalPart } from '@coldframe/temporal'
import t from 'tap'
import { faultOfPattern, nameMailboxes } from './name-pattern.ts'

const localParts = (pattern?: string, count = 100, domain = 'getacme.com') =>
  nameMailboxes(domain, count, pattern).map(({ localPart }) => localPart)

t.test('whatever the pattern, 100 local parts differ and are ones that the provider takes', async (t) => {
  for (const pattern of [undefined, '{first}', '{f}{l}', '{f}.{last}', 'sales', '{n}', 'team-{n}', '{last}_{first}']) {
    const made = localParts(pattern)
    t.equal(new Set(made).size, 100, pattern ?? 'the default')
    t.same(made.map((localPart) => faultOfLocalPart(localPart)).filter(Boolean), [])
  }
})

t.test('100 people have 100 names', async (t) => {
  t.equal(new Set(nameMailboxes('getacme.com', 100).map(({ displayName }) => displayName)).size, 100)
})

t.test('a domain always gets the same people, another domain gets others', async (t) => {
  t.same(nameMailboxes('getacme.com', 20), nameMailboxes('getacme.com', 20))
  t.notSame(nameMailboxes('getacme.com', 20), nameMailboxes('tryacme.com', 20))
})

t.test('the local part is made of the name that is shown', async (t) => {
  for (const { localPart, displayName } of nameMailboxes('getacme.com', 5, '{first}.{last}'))
    t.equal(localPart, displayName.toLowerCase().replace(' ', '.'))
})

t.test('a pattern counts from one', async (t) => {
  t.same(localParts('Team-{n}', 3), ['team-1', 'team-2', 'team-3'])
})

t.test('equal local parts get a number', async (t) => {
  t.same(localParts('sales', 3), ['sales', 'sales2', 'sales3'])
})

t.test('a pattern with an unknown placeholder or with characters that are refused is a fault', async (t) => {
  for (const pattern of [
    '{first}.{middle}',
    '{first',
    'a b',
    '{first}@',
    '.{first}',
    '{first}..{last}',
    'x'.repeat(63),
  ])
    t.ok(faultOfPattern(pattern), pattern)
  for (const pattern of ['{first}.{last}', 'sales', '{f}{n}']) t.notOk(faultOfPattern(pattern), pattern)
})
