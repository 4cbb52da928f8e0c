import type { CampaignDay } from '@coldframe/db'
import t from 'tap'
import { evidenceOfDays } from './evidence-of-days.ts'

const cell = (more: Partial<CampaignDay>): CampaignDay => ({
  ...{ domainId: 'dom_a', day: '2026-03-01', recipientProvider: 'google', campaign: '' },
  ...{ sent: 0, delivered: 0, deferred: 0, bounced: 0, bouncedHard: 0, complained: 0, replied: 0, opened: 0 },
  ...{ unsubscribed: 0, placedInbox: 0, placedSpam: 0, warmupInbox: 0, warmupSpam: 0 },
  ...{ recipientUnknown: 0, recipientState: 0, senderReputation: 0, domainBlocked: 0, accountRestricted: 0 },
  ...{ ipBlocked: 0, authFailure: 0, content: 0, rate: 0, policyOfRecipient: 0, other: 0 },
  ...more,
})

t.test('counts become evidence of their domain and day', async (t) => {
  const rows = [
    cell({ sent: 50, delivered: 48, bounced: 2, senderReputation: 1, recipientUnknown: 1, campaign: 'spring' }),
    cell({ warmupInbox: 9, warmupSpam: 1 }),
    cell({ day: '2026-03-02', placedSpam: 2 }),
    cell({ domainId: 'dom_b', sent: 1, complained: 1 }),
  ]
  const evidence = evidenceOfDays(rows, new Set(['dom_b']))
  t.match(evidence.get('dom_a'), [
    {
      day: 20_513,
      mail: [
        {
          provider: 'google',
          campaign: 'spring',
          sent: 50,
          bounces: { sender_reputation: 1, recipient_unknown: 1, domain_blocked: 0 },
          complaints: null,
          placement: null,
        },
      ],
      warmup: [{ provider: 'google', inbox: 9, spam: 1 }],
    },
    { day: 20_514, mail: [{ campaign: null, placement: { inbox: 0, spam: 2 } }], warmup: [] },
  ])
  t.match(evidence.get('dom_b'), [{ mail: [{ complaints: 1 }] }])
})

t.test('neutral mail alone is no mail of a campaign', async (t) => {
  t.same(evidenceOfDays([cell({ warmupInbox: 1 })], new Set()).get('dom_a')?.[0]?.mail, [])
})
