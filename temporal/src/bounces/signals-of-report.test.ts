import t from 'tap'
import type { BouncedRecipient, BounceReport } from './bounce-report.ts'
import { signalsOfReport } from './signals-of-report.ts'

const arrival = { key: 'report-1', at: new Date('2026-03-01T09:30:00Z') }
const sender = { id: 'mbx_one', domainId: 'dom_one' }
const recipientOf = (address: string, originalAddress: string | null = null): BouncedRecipient => ({
  ...{ address, originalAddress, action: 'failed', status: '5.1.1', replyCode: '550', diagnostic: 'User unknown' },
  ...{ remoteMta: null, class: 'recipient_unknown', permanence: 'hard', reason: '', source: '' },
})
const bounceOf = (...recipients: BouncedRecipient[]): BounceReport => ({
  ...{ kind: 'bounce', recipients, complaint: null, originalMessageId: null, reportingMta: null },
})
const complaint = { feedbackType: 'abuse', isComplaint: true, sourceIp: null, reportedDomain: null, userAgent: null }
const complaintOf = (...addresses: string[]): BounceReport => ({
  ...bounceOf(...addresses.map((address) => recipientOf(address))),
  ...{ kind: 'complaint', complaint },
})
const recipientsOf = (report: BounceReport) =>
  signalsOfReport(report, sender, arrival).map(({ recipient = null }) => recipient)

t.test('a bounce tells the address that was written to, before any redirection', async (t) => {
  t.same(recipientsOf(bounceOf(recipientOf('bob@acme.org'), recipientOf('ann@else.org', 'ann@acme.org'))), [
    'bob@acme.org',
    'ann@acme.org',
  ])
  t.same(recipientsOf(bounceOf(recipientOf(''))), [null])
})

t.test('a complaint tells who complained only where one alone is named, and is one signal', async (t) => {
  t.same(recipientsOf(complaintOf('bob@acme.org')), ['bob@acme.org'])
  t.same(recipientsOf(complaintOf('')), [null])
  t.same(recipientsOf(complaintOf('bob@acme.org', 'ann@acme.org')), [null])
})
