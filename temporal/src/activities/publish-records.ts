import type { WantedDnsRecord } from '@coldframe/db'
import { checkDns } from '../dns-check.ts'
import { ProviderError } from '../providers/errors.ts'
import type { WantedRecord } from '../providers/mailbox/mailbox-provider.ts'
import { reportAuthorization } from '../rules/dmarc.ts'
import { planDns, toChanges } from '../rules/dns-plan.ts'
import { ActionNeeded } from './failures.ts'
import type { Job } from './step.ts'

/** Has the records published: by us in a managed zone, else by the customer, who is told what is missing. */
export async function publishRecords(job: Job, wanted: WantedRecord[]): Promise<void> {
  const { db, owner, domain } = job
  const isManaged = domain.dnsMode === 'managed'
  const rows: WantedDnsRecord[] = wanted.map(({ value, ...record }) => ({
    ...record,
    wanted: value,
    owner: isManaged ? 'coldframe' : 'customer',
  }))
  await db.dnsRecords.want(owner, domain.id, rows)
  if (isManaged) await writeToZone(job, wanted)
  else await expectFromCustomer(job, rows)
}

async function writeToZone({ domain, vendors: { dns } }: Job, wanted: WantedRecord[]): Promise<void> {
  await dns.ensureZone(domain.name)
  const plan = planDns(await dns.listRecordSets(domain.name), wanted)
  const conflicts = plan.flatMap(({ action, explanation }) =>
    action === 'conflict' && explanation ? [explanation] : [],
  )
  if (conflicts.length > 0)
    throw new ProviderError({ provider: 'dns', kind: 'needs_human', message: conflicts.join(' ') })
  const changes = toChanges(plan)
  if (changes.length > 0) await dns.applyChanges(domain.name, changes)
}

/** Lets our address get the domain's reports. Nothing where the operator's wildcard says so for all domains. */
export async function authorizeReports({ db, owner, domain, vendors }: Job): Promise<void> {
  const { dns, dmarcReportAddress, dmarcReportZone: zone } = vendors
  const record = reportAuthorization(domain.name, dmarcReportAddress)
  if (!record || !zone) return
  const { value, ...wanted } = record
  await db.dnsRecords.want(owner, domain.id, [{ ...wanted, wanted: value, owner: 'coldframe' }])
  // The name holds the domain's own: nothing else stands there.
  await dns.applyChanges(zone, [{ ...setOf(record), values: [value] }])
}

/** A domain that is gone gets no reports. */
export async function endReports({ domain, vendors }: Job): Promise<void> {
  const { dns, dmarcReportAddress, dmarcReportZone: zone } = vendors
  const record = reportAuthorization(domain.name, dmarcReportAddress)
  if (record && zone) await dns.applyChanges(zone, [{ ...setOf(record), values: [] }])
}

const setOf = ({ name, type, ttlSeconds }: WantedRecord) => ({ name, type, ttlSeconds, owner: 'coldframe' as const })

async function expectFromCustomer(job: Job, rows: WantedDnsRecord[]): Promise<void> {
  const isExpected = (name: string, purpose: string) => rows.some((row) => row.name === name && row.purpose === purpose)
  const { open, explanations } = await observeRecords(job, isExpected)
  if (open > 0) throw new ActionNeeded(explanations.join(' '))
}

/** Looks at DNS now and keeps what was seen; tells what is not as it should be. */
export async function observeRecords(
  { db, owner, domain, vendors }: Job,
  isExpected: (name: string, purpose: string) => boolean,
): Promise<{ open: number; explanations: string[] }> {
  const records = await db.dnsRecords.ofDomain(owner, domain.id)
  const expected = records.filter(({ name, purpose }) => isExpected(name, purpose))
  const { records: seen, spf } = await checkDns(vendors.lookup, domain.name, expected)
  const checkedAt = new Date()
  await db.transaction(async (tx) => {
    await tx.dnsRecords.observe(owner, domain.id, seen, checkedAt)
    await tx.domains.noteDnsCheck(owner, domain.id, { spf, dnsCheckedAt: checkedAt })
  })
  const open = seen.filter(({ status }) => status !== 'correct')
  return { open: open.length, explanations: open.flatMap(({ explanation }) => (explanation ? [explanation] : [])) }
}
