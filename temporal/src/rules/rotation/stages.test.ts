import { domainHealths, rotationPolicies, rotationStatuses } from '@coldframe/db'
import t from 'tap'
import { answerToVerdict, isBeforeCutover, isOpen, waitsForPerson } from './stages.ts'

t.test('what has ended is neither open nor waits for anybody', async (t) => {
  t.same(
    rotationStatuses.filter((status) => !isOpen(status)),
    ['completed', 'cancelled'],
  )
  for (const status of rotationStatuses) {
    if (isBeforeCutover(status)) t.ok(isOpen(status), status)
    if (waitsForPerson(status)) t.ok(isBeforeCutover(status), status)
  }
})

t.test('only worn and burned domains are replaced, by the policy of their account', async (t) => {
  for (const health of domainHealths)
    for (const policy of rotationPolicies) {
      const answer = answerToVerdict(health, policy)
      if ((health === 'worn' || health === 'burned') && policy !== 'manual')
        t.same(answer, { reason: health, status: policy === 'approve' ? 'awaiting_approval' : 'planned' })
      else t.equal(answer, null, `${health} ${policy}`)
    }
})
