import type { Db, DnsRecord, Domain, MailProof, Owner, RecordStatus, Repositories } from '@coldframe/db'
import { checkDns, type DnsLookup } from '@coldframe/temporal'
import { errors } from '../../errors.ts'

/** RFC 7208 section 4.6.4. */
const MOST_SPF_LOOKUPS = 10

const worstFirst: RecordStatus[] = ['wrong', 'missing', 'unknown', 'pending', 'correct']

export interface DnsServiceDeps {
  db: Db
  /** DNS as the key's mode sees it; null when that mode is not set up. */
  lookupOf(livemode: boolean): DnsLookup | null
  clock: () => Date
}

export function createDnsService({ db, lookupOf, clock }: DnsServiceDeps) {
  const get = (owner: Owner, id: string) =>
    db.transactionFor(owner, async (tx) => {
      const { domain, records } = await read(tx, owner, id)
      return presentDns(domain, records, await tx.proofs.get(owner, id))
    })

  return {
    get,

    /** Asks DNS now. */
    async verify(owner: Owner, id: string) {
      const { domain, records } = await db.transactionFor(owner, (tx) => read(tx, owner, id))
      const lookup = lookupOf(owner.livemode)
      if (!lookup) throw errors.modeNotConfigured(owner.livemode)
      if (records.length > 0) await look(lookup, owner, domain, records)
      return get(owner, id)
    },
  }

  async function look(lookup: DnsLookup, owner: Owner, domain: Domain, records: DnsRecord[]): Promise<void> {
    const seen = await checkDns(lookup, domain.name, records)
    const checkedAt = clock()
    await db.transactionFor(owner, async (tx) => {
      await tx.dnsRecords.observe(owner, domain.id, seen.records, checkedAt)
      await tx.domains.noteDnsCheck(owner, domain.id, { spf: seen.spf, dnsCheckedAt: checkedAt })
    })
  }
}

async function read(tx: Repositories, owner: Owner, id: string): Promise<{ domain: Domain; records: DnsRecord[] }> {
  const domain = await tx.domains.get(owner, id)
  if (!domain) throw errors.domainNotFound(id)
  return { domain, records: await tx.dnsRecords.ofDomain(owner, id) }
}

export function presentDns(domain: Domain, records: DnsRecord[], proof: MailProof | null) {
  return {
    domainId: domain.id,
    status: worstOf(records),
    checkedAt: domain.dnsCheckedAt,
    nameservers: domain.nameservers,
    records,
    spf: domain.spf && { ...domain.spf, limit: MOST_SPF_LOOKUPS },
    proof,
  }
}

const worstOf = (records: DnsRecord[]) =>
  worstFirst.find((status) => records.some((record) => record.status === status)) ?? 'pending'
