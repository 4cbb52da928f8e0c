import t from 'tap'
import { keepsResidency } from './residency.ts'

t.test('mail that must rest in the EU may rest in a region of a member state only', async (t) => {
  t.ok(keepsResidency('eu', 'EUR'))
  t.ok(keepsResidency('eu', 'deu'))
  for (const region of ['CHE', 'NAM', 'GBR', 'NOR', '']) t.notOk(keepsResidency('eu', region), region)
})

t.test('mail that must rest in Switzerland may not rest in the EU', async (t) => {
  t.ok(keepsResidency('ch', 'CHE'))
  t.notOk(keepsResidency('ch', 'EUR'))
})

t.test('without residency any region will do', async (t) => {
  t.ok(keepsResidency('none', 'APC'))
})
