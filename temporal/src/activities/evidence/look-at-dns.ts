import { checkDns } from '../../dns-check.ts'
import type { PurposeStatus } from '../../rules/evidence/dns-drift.ts'
import { worstByPurpose } from '../../rules/evidence/dns-drift.ts'
import { type Look, reasonOf, type Seen } from './look.ts'

export interface DnsSeen extends Seen {
  purposes: PurposeStatus[]
}

/** The domain's own name servers, asked for each record that it needs. */
export async function lookAtDns({ db, owner, domain, vendors }: Look): Promise<DnsSeen> {
  const records = await db.dnsRecords.ofDomain(owner, domain.id)
  if (records.length === 0) return { observations: [], purposes: [] }
  const { records: judged, spf } = await checkDns(vendors.lookup, domain.name, records).catch((error: unknown) => ({
    records: records.map(({ id }) => ({ id, observed: [], status: 'unknown' as const, explanation: reasonOf(error) })),
    spf: null,
  }))
  const byId = new Map(judged.map((record) => [record.id, record]))
  const purposes = worstByPurpose(
    records.map(({ id, purpose }) => {
      const { status = 'unknown', explanation = null } = byId.get(id) ?? {}
      return { purpose, status, explanation }
    }),
  )
  const observedAt = new Date()
  return {
    purposes,
    observations: purposes.map(({ purpose, status }) => ({
      kind: 'dns',
      subject: purpose,
      data: { status },
      observedAt,
    })),
    commit: async (tx) => {
      await tx.dnsRecords.observe(owner, domain.id, judged, observedAt)
      await tx.domains.noteDnsCheck(owner, domain.id, { spf, dnsCheckedAt: observedAt })
    },
  }
}
