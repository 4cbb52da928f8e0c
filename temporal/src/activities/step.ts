import type { Db, Domain, Owner, Repositories, Tenant } from '@coldframe/db'
import { Context } from '@temporalio/activity'
import type { MailboxOperationInput, OperationInput, StepName } from '../contracts.ts'
import type { Vendors } from '../providers/providers.ts'
import type { ActivityDeps } from './deps.ts'
import { domainEvent, operationEvent } from './events.ts'
import { judgeFailure, type Verdict } from './failures.ts'

/** Which operation on which domain. */
interface Subject {
  input: MailboxOperationInput
  owner: Owner
  domain: Domain
}

/** What one attempt at a step works with. */
export interface Job extends Subject {
  vendors: Vendors
  db: Db
}

/** Writes that belong to the step's success: kept in the same transaction as the step's new state. */
export type Commit = (tx: Repositories) => Promise<void>

/** `skipped` ends a step that this domain does not need. */
export type StepWork = (job: Job) => Promise<Commit | 'skipped' | undefined>

export type StepActivity = (input: OperationInput | MailboxOperationInput) => Promise<void>

/**
 * Makes an activity of one step's work: counts the attempt, does the work, and writes the step's state with what the
 * work wants to keep, in one transaction. The work must bear being repeated from its start.
 */
export function createStep({ db, vendors }: ActivityDeps, name: StepName, work: StepWork): StepActivity {
  return async (input) => {
    const subject = await begin(db, name, input)
    if (!subject) return
    try {
      await succeed(db, subject, name, await work({ ...subject, db, vendors: vendors(input.livemode) }))
    } catch (error) {
      const { info, log } = Context.current()
      const verdict = judgeFailure(error, Date.now() - info.scheduledTimestampMs)
      if (!verdict.isExpected) log.error('A step failed unexpectedly', { step: name, error })
      await recordFailure(db, subject, name, verdict)
      throw verdict.failure
    }
  }
}

/** Null when the step has ended already: the answer of an earlier attempt was lost. */
async function begin(db: Db, name: StepName, input: OperationInput | MailboxOperationInput): Promise<Subject | null> {
  const owner = { accountId: input.accountId, livemode: input.livemode }
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info
  const deadlineAt = scheduleToCloseTimeoutMs ? new Date(scheduledTimestampMs + scheduleToCloseTimeoutMs) : null
  const isOpen = await db.transaction((tx) => tx.operations.startStep(owner, input.operationId, name, deadlineAt))
  const domain = await db.domains.get(owner, input.domainId)
  return isOpen && domain ? { input: { mailboxIds: [], ...input }, owner, domain } : null
}

async function succeed(db: Db, job: Subject, name: StepName, commit: Commit | 'skipped' | undefined): Promise<void> {
  const status = commit === 'skipped' ? 'skipped' : 'succeeded'
  await db.transaction(async (tx) => {
    const before = await tx.operations.setStep(job.owner, job.input.operationId, name, { status })
    if (before === null) return
    await resumeDomain(tx, job)
    if (typeof commit === 'function') await commit(tx)
  })
}

async function recordFailure(db: Db, job: Subject, name: StepName, verdict: Verdict): Promise<void> {
  await db.transaction(async (tx) => {
    const { stepStatus: status, message } = verdict
    const before = await tx.operations.setStep(job.owner, job.input.operationId, name, { status, message })
    if (before === null) return
    if (status === 'action_required' && before !== 'action_required') await askPerson(tx, job, message)
    if (status !== 'action_required') await resumeDomain(tx, job)
  })
}

/** Tells, once, that a person has something to do. */
export async function askPerson(
  tx: Repositories,
  { owner, input }: Pick<Subject, 'owner' | 'input'>,
  message: string,
): Promise<void> {
  const operation = await tx.operations.get(owner, input.operationId)
  const current = await tx.domains.lock(owner, input.domainId)
  if (!operation || !current) return
  const events = [operationEvent('operation.action_required', operation, message)]
  if (current.status === 'provisioning' || current.status === 'action_required') {
    const domain = await tx.domains.update(owner, input.domainId, { status: 'action_required', statusReason: message })
    if (domain) events.push(domainEvent('domain.action_required', domain))
  }
  await tx.events.append(owner, events)
}

/** A domain is `action_required` only as long as one of its operation's steps is. */
async function resumeDomain(tx: Repositories, { owner, input }: Subject): Promise<void> {
  const operation = await tx.operations.get(owner, input.operationId)
  if (!operation || operation.status === 'action_required') return
  const domain = await tx.domains.get(owner, input.domainId)
  if (domain?.status !== 'action_required') return
  await tx.domains.update(owner, input.domainId, { status: 'provisioning', statusReason: null })
}

/** The domain's tenant, which an earlier step of the same workflow has recorded. */
export async function tenantOf({ db, owner, domain }: Job): Promise<Tenant> {
  const tenant = await db.tenants.findByDomain(owner, domain.id)
  if (!tenant) throw new Error(`Domain ${domain.id} has no tenant yet`)
  return tenant
}
