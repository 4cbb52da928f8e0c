import t from 'tap'
import { judgeDiagnostic } from './judge-diagnostic.ts'
import { differences, vendorDiagnostics } from './vendor-diagnostics-fixture.ts'

for (const [source, diagnostics] of Object.entries(vendorDiagnostics))
  t.test(`as documented: ${source}`, async (t) => {
    for (const documented of diagnostics) {
      const { class: bounceClass, permanence } = differences[documented.text] ?? documented
      const judged = judgeDiagnostic(documented.text)
      t.same([judged.class, judged.permanence], [bounceClass, permanence], documented.text)
    }
  })
