import t from 'tap'
import { tenantPrefix } from './tenant-prefix.ts'

t.test('the prefix holds letters and digits only, at most 27 of them', async (t) => {
  const names = ['get-acme.com', 'xn--bcher-kva.ch', `${'a'.repeat(63)}.com`, '--.io']
  for (const name of names) t.match(tenantPrefix(name, 'dom_01jd8k5f9q4rwxyzabcdefghjk'), /^[a-z0-9]{8,27}$/)
})

t.test('two domains of the same label get different prefixes, one domain always the same', async (t) => {
  const first = tenantPrefix('acme.com', 'dom_01jd8k5f9q4rwxyzabcdefghjk')
  t.equal(tenantPrefix('acme.com', 'dom_01jd8k5f9q4rwxyzabcdefghjk'), first)
  t.not(tenantPrefix('acme.io', 'dom_01jd8k5f9q4rwxyzabcdefghjm'), first)
})
