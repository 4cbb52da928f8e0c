import type { CampaignDay } from '@coldframe/db'
import type { DayEvidence, MailEvidence, WarmupEvidence } from '../rules/verdict/evidence.ts'

const DAY_MS = 86_400_000

/**
 * What the counted signals of domains say, by domain and day. `hearsComplaints`: domains somebody reports complaints of; of all others
 * there is no number, which is not the same as none.
 */
export function evidenceOfDays(rows: CampaignDay[], hearsComplaints: ReadonlySet<string>): Map<string, DayEvidence[]> {
  const byDomain = Map.groupBy(rows, ({ domainId }) => domainId)
  return new Map(
    [...byDomain].map(([domainId, own]) => {
      const days = [...Map.groupBy(own, ({ day }) => day)]
      return [domainId, days.map(([day, cells]) => evidenceOf(day, cells, hearsComplaints.has(domainId)))]
    }),
  )
}

const evidenceOf = (day: string, cells: CampaignDay[], hearsComplaints: boolean): DayEvidence => ({
  day: Date.parse(day) / DAY_MS,
  mail: cells
    .filter(
      ({ sent, bounced, placedInbox, placedSpam, complained }) =>
        sent + bounced + placedInbox + placedSpam + complained > 0,
    )
    .map((cell) => mailOf(cell, hearsComplaints)),
  warmup: warmupOf(cells),
})

const mailOf = (cell: CampaignDay, hearsComplaints: boolean): MailEvidence => ({
  provider: cell.recipientProvider,
  campaign: cell.campaign === '' ? null : cell.campaign,
  sent: cell.sent,
  delivered: cell.delivered,
  bounces: {
    sender_reputation: cell.senderReputation,
    domain_blocked: cell.domainBlocked,
    account_restricted: cell.accountRestricted,
    auth_failure: cell.authFailure,
    recipient_unknown: cell.recipientUnknown,
    content: cell.content,
  },
  complaints: hearsComplaints ? cell.complained : null,
  placement: cell.placedInbox + cell.placedSpam > 0 ? { inbox: cell.placedInbox, spam: cell.placedSpam } : null,
})

const warmupOf = (cells: CampaignDay[]): WarmupEvidence[] =>
  cells
    .filter(({ warmupInbox, warmupSpam }) => warmupInbox + warmupSpam > 0)
    .map(({ recipientProvider, warmupInbox, warmupSpam }) => ({
      provider: recipientProvider,
      inbox: warmupInbox,
      spam: warmupSpam,
    }))
