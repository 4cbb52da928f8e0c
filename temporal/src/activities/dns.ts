import { ProviderError } from '../providers/errors.ts'
import { dmarcRecord } from '../rules/dmarc.ts'
import type { ActivityDeps } from './deps.ts'
import { ActionNeeded } from './failures.ts'
import { authorizeReports, observeRecords, publishRecords } from './publish-records.ts'
import { createStep, tenantOf } from './step.ts'

/** The domain inside its tenant, and the records that prove and carry its mail. */
export const createDnsActivities = (deps: ActivityDeps) => ({
  add_domain: createStep(deps, 'add_domain', async (job) => {
    const { externalId } = await tenantOf(job)
    await job.vendors.mailbox.authorizeTenant(externalId)
    await job.vendors.mailbox.addDomain(externalId, job.domain.name)
    return undefined
  }),

  publish_verification: createStep(deps, 'publish_verification', async (job) => {
    const { externalId } = await tenantOf(job)
    await publishRecords(job, [await job.vendors.mailbox.verificationRecord(externalId, job.domain.name)])
    return undefined
  }),

  verify_domain: createStep(deps, 'verify_domain', async (job) => {
    const { externalId } = await tenantOf(job)
    await job.vendors.mailbox.verifyDomain(externalId, job.domain.name)
    return undefined
  }),

  publish_mail_records: createStep(deps, 'publish_mail_records', async (job) => {
    const { externalId } = await tenantOf(job)
    const records = await job.vendors.mailbox.mailRecords(externalId, job.domain.name)
    await publishRecords(job, [...records, dmarcRecord(job.domain.name, job.vendors.dmarcReportAddress)])
    await authorizeReports(job)
    return undefined
  }),

  enable_dkim: createStep(deps, 'enable_dkim', async (job) => {
    const { externalId } = await tenantOf(job)
    await publishRecords(job, await job.vendors.mailbox.prepareDkim(externalId, job.domain.name))
    await job.vendors.mailbox.enableDkim(externalId, job.domain.name)
    return undefined
  }),

  verify_dns: createStep(deps, 'verify_dns', async (job) => {
    const { open, explanations } = await observeRecords(job, () => true)
    if (open === 0) return undefined
    const message = explanations.join(' ')
    if (job.domain.dnsMode === 'external') throw new ActionNeeded(message)
    throw new ProviderError({ provider: 'dns', kind: 'pending', message })
  }),
})
