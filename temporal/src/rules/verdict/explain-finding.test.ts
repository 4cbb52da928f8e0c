import { findingConclusions, findingFamilies } from '@coldframe/db/enums'
import t from 'tap'
import { explainFinding } from './explain-finding.ts'
import type { Finding } from './finding.ts'

const finding: Finding = {
  family: 'placement',
  subject: 'gmail',
  value: 0.42,
  interval: { lower: 0.31, upper: 0.53 },
  threshold: 0.2,
  sampleSize: 1_200,
  effectiveSize: 60,
  window: { fromDay: 1, toDay: 14 },
  conclusion: 'alarm',
  score: 7,
}

t.test('each kind of evidence is told with its numbers', async (t) => {
  for (const family of findingFamilies) {
    const told = explainFinding({ ...finding, family, value: family === 'blocklists' ? 3 : 0.42 })
    t.match(
      told,
      family === 'blocklists' ? /gmail on 3 days/ : /1,200 .*42 % .*between 31 % and 53 %.*threshold is 20 %/,
      told,
    )
  }
})

t.test('no data is told as such, whatever the family', async (t) => {
  for (const family of findingFamilies)
    t.match(explainFinding({ ...finding, family, value: null, conclusion: 'no_data' }), /neither good nor bad/)
})

t.test('a fault of DNS is told where no mail was refused for it', async (t) => {
  t.match(explainFinding({ ...finding, family: 'authentication', value: null }), /DKIM or DMARC fail/)
})

t.test('a small share keeps a digit behind the point', async (t) => {
  t.match(explainFinding({ ...finding, family: 'complaints', value: 0.003, threshold: 0.001 }), /0\.3 %.*0\.1 %/)
  t.equal(findingConclusions[0], 'no_data')
})
