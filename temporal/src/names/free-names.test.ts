import t from 'tap'
import { findFreeNames } from './free-names.ts'

const names = Array.from({ length: 30 }, (_, index) => `n${index}.com`)

/** Of the first twenty each other one is delegated; for `silent` nobody answers, and for `broken` the resolver fails. */
function createDns({ silent = '', broken = '' } = {}) {
  const asked: string[] = []
  return {
    asked,
    async findNameservers(name: string): Promise<string[]> {
      asked.push(name)
      if (name === silent) await new Promise(() => {})
      if (name === broken) throw new Error('SERVFAIL')
      const number = Number(name.slice(1, -4))
      return number < 20 && number % 2 === 0 ? ['ns1.example'] : []
    },
  }
}

t.test('names that are delegated are passed over, and the next ones take their place', async (t) => {
  const dns = createDns()
  t.same(await findFreeNames(dns, names, 4), [
    { name: 'n1.com', availability: 'likely' },
    { name: 'n3.com', availability: 'likely' },
    { name: 'n5.com', availability: 'likely' },
    { name: 'n7.com', availability: 'likely' },
  ])
  t.ok(dns.asked.length <= 10, 'no more is asked than is needed')
  t.equal((await findFreeNames(dns, names, 50)).length, 20)
})

t.test('what DNS does not tell is unknown, and not taken', async (t) => {
  t.same(await findFreeNames(createDns({ broken: 'n0.com' }), names, 2), [
    { name: 'n0.com', availability: 'unknown' },
    { name: 'n1.com', availability: 'likely' },
  ])
  t.same(await findFreeNames(null, names, 2), [
    { name: 'n0.com', availability: 'unknown' },
    { name: 'n1.com', availability: 'unknown' },
  ])
})

t.test('a server that never answers keeps nobody waiting for long', async (t) => {
  const began = performance.now()
  const found = await findFreeNames(createDns({ silent: 'n2.com' }), names, 12)
  t.ok(performance.now() - began < 6_000)
  t.match(found.slice(0, 3), [{ name: 'n1.com' }, { name: 'n2.com', availability: 'unknown' }, { name: 'n3.com' }])
})
