import type { Effect } from '@coldframe/db'
import { ProviderError } from '../providers/errors.ts'
import type { ActivityDeps } from './deps.ts'
import { endReports } from './publish-records.ts'
import { adoptLicences, keepRegistration } from './purchases.ts'
import { findRegistrationOf } from './registration.ts'
import { createStep, type Job } from './step.ts'

const ORDER_DELAY_MS = 15 * 60_000

/** What can be undone is undone; what is paid for or cannot be deleted is told. */
export const createRetirementActivities = (deps: ActivityDeps) => ({
  stop_renewals: createStep(deps, 'stop_renewals', async (job) => {
    const remains = [...(await stopLicences(job)), ...(await stopRegistration(job))]
    return (tx) => tx.operations.addRemains(job.owner, job.input.operationId, remains)
  }),

  remove_dns_records: createStep(deps, 'remove_dns_records', async (job) => {
    const { domain, owner, vendors } = job
    await endReports(job)
    if (domain.dnsMode === 'external')
      return (tx) => tx.operations.addRemains(owner, job.input.operationId, customerRecords(job))
    const zone = await vendors.dns.listRecordSets(domain.name)
    const ours = zone.filter((set) => set.owner === 'coldframe')
    if (ours.length > 0)
      await vendors.dns.applyChanges(
        domain.name,
        ours.map((set) => ({ ...set, values: [] })),
      )
    return (tx) => tx.dnsRecords.remove(owner, domain.id)
  }),
})

async function stopLicences({ db, owner, domain, vendors }: Job): Promise<string[]> {
  const tenant = await db.tenants.findByDomain(owner, domain.id)
  if (!tenant) return []
  const remains = [
    `The Microsoft 365 tenant ${tenant.initialDomain} stays, empty: Microsoft offers no way to delete it.`,
  ]
  const licences = await vendors.mailbox.findLicences(tenant.externalId)
  const effect = (await db.effects.ofDomain(owner, domain.id)).find(({ kind }) => kind === 'licence_order')
  if (!licences && effect && mayStillCome(effect)) {
    throw new ProviderError({
      provider: 'microsoft365',
      kind: 'pending',
      message: 'Licences that were ordered are not there to be ended yet.',
    })
  }
  if (!licences) return remains
  if (effect && effect.status !== 'done')
    await db.transaction((tx) => adoptLicences(tx, owner, effect, tenant.id, licences))
  const { endsAt } = await vendors.mailbox.stopLicenceRenewal(tenant.externalId, licences.subscriptionId)
  return [...remains, `${licences.quantity} licences are paid for until ${day(endsAt)} and end then.`]
}

/** An order shows up within 15 minutes (Partner Center, "get a list of subscriptions by order"); a cart that was not bought never does. */
function mayStillCome({ status, handle, updatedAt }: Effect): boolean {
  return status === 'done' || (handle !== null && Date.now() - updatedAt.getTime() < 2 * ORDER_DELAY_MS)
}

async function stopRegistration({ db, owner, domain, vendors: { registrar } }: Job): Promise<string[]> {
  if (domain.registration === 'existing') return []
  const effect = (await db.effects.ofDomain(owner, domain.id)).find(({ kind }) => kind === 'registration')
  if (effect?.handle && (await registrar.registrationStatus(effect.handle)).status === 'in_progress') {
    throw new ProviderError({
      provider: 'registrar',
      kind: 'pending',
      message: 'The registration under way is not there to be ended yet.',
    })
  }
  if (!(await registrar.findOwned(domain.name))) return []
  if (effect && effect.status !== 'done') {
    const operationId = await findRegistrationOf(registrar, domain.name, effect)
    await db.transaction((tx) => keepRegistration(tx, owner, effect, domain.name, operationId))
  }
  const { expiresAt } = await registrar.stopRenewal(domain.name)
  return [`${domain.name} stays registered until ${day(expiresAt)} and ends then.`]
}

const customerRecords = ({ domain }: Job) => [`The DNS records of ${domain.name} are yours to remove.`]

const day = (date: Date | null) => (date ? date.toISOString().slice(0, 10) : 'the end of the term')
