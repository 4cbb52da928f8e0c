import { randomBytes } from 'node:crypto'
import type { Mailbox, Repositories } from '@coldframe/db'
import { z } from 'zod'
import { ProviderError } from '../providers/errors.ts'
import type { MailboxOutcome } from '../providers/mailbox/mailbox-provider.ts'
import { keepsResidency } from '../rules/residency.ts'
import type { ActivityDeps } from './deps.ts'
import { mailboxEvent } from './events.ts'
import { createStep, type Job, tenantOf } from './step.ts'

/** Mailboxes at the provider: made, licensed, waited for, renamed, removed. */
export const createMailboxActivities = (deps: ActivityDeps) => ({
  create_mailboxes: createStep(deps, 'create_mailboxes', async (job) => {
    const { externalId } = await tenantOf(job)
    await confirmRegion(job, externalId)
    await create(deps, job, externalId)
    await license(job, externalId)
    return undefined
  }),

  await_mailboxes: createStep(deps, 'await_mailboxes', async (job) => {
    const { db, owner } = job
    const { externalId } = await tenantOf(job)
    const waiting = withExternalId((await targets(job)).filter((mailbox) => mailbox.readyAt === null))
    const outcomes = await job.vendors.mailbox.checkMailboxes(externalId, waiting)
    await db.mailboxes.updateMany(owner, idsOf(waiting, outcomes), { readyAt: new Date() })
    await settle(job, outcomes, 'The mailboxes are being made.')
    if (job.domain.readyAt === null) return undefined
    return async (tx) => welcome(tx, job, await targets(job))
  }),

  rename_mailbox: createStep(deps, 'rename_mailbox', async (job) => {
    const { externalId } = await tenantOf(job)
    for (const mailbox of withExternalId(await targets(job))) {
      await job.vendors.mailbox.renameMailbox(externalId, mailbox.externalId, mailbox.displayName)
    }
    return undefined
  }),

  remove_mailboxes: createStep(deps, 'remove_mailboxes', async (job) => {
    const { db, owner, domain } = job
    const tenant = await db.tenants.findByDomain(owner, domain.id)
    const mailboxes = await targets(job, 'also failed')
    if (tenant) {
      const outcomes = await job.vendors.mailbox.deleteMailboxes(tenant.externalId, withExternalId(mailboxes))
      await settle(job, outcomes, 'The mailboxes are being removed.')
    }
    return (tx) => retire(tx, job, mailboxes)
  }),
})

type Made = Mailbox & { externalId: string }
const withExternalId = (mailboxes: Mailbox[]) =>
  mailboxes.filter((mailbox): mailbox is Made => mailbox.externalId !== null)

/** The mailboxes that the operation names, or all of the domain's. */
async function targets({ db, owner, domain, input }: Job, failed?: 'also failed'): Promise<Mailbox[]> {
  const all = await db.mailboxes.ofDomain(owner, domain.id)
  const named = input.mailboxIds.length > 0 ? all.filter((mailbox) => input.mailboxIds.includes(mailbox.id)) : all
  return failed ? named : named.filter((mailbox) => mailbox.status !== 'failed')
}

/** Where mail rests is read back before there is any: it can never be changed. */
async function confirmRegion({ db, owner, domain, vendors }: Job, tenantExternalId: string): Promise<void> {
  const region = await vendors.mailbox.mailRegion(tenantExternalId)
  const tenant = await db.tenants.findByDomain(owner, domain.id)
  if (tenant) await db.tenants.update(owner, tenant.id, { mailRegion: region })
  if (keepsResidency(domain.residency, region)) return
  const message = `The tenant's mail rests in region ${region}, which does not keep residency "${domain.residency}". No mailbox was made.`
  throw new ProviderError({ provider: 'microsoft365', kind: 'needs_human', message })
}

async function create(deps: ActivityDeps, job: Job, tenantExternalId: string): Promise<void> {
  const { db, owner, domain } = job
  const missing = (await targets(job)).filter((mailbox) => mailbox.externalId === null)
  const passwords = await keepPasswords(deps, job, missing)
  const outcomes = await job.vendors.mailbox.createMailboxes(
    tenantExternalId,
    missing.map(({ id, address, displayName }) => ({ address, displayName, password: passwords.get(id) ?? '' })),
  )
  const made = outcomes.filter((outcome) => outcome.ok)
  await db.mailboxes.setExternalIds(owner, domain.id, made)
  await settle(job, outcomes, 'The mailboxes are being made.')
}

async function license(job: Job, tenantExternalId: string): Promise<void> {
  const unlicensed = withExternalId((await targets(job)).filter((mailbox) => mailbox.licensedAt === null))
  const outcomes = await job.vendors.mailbox.licenseMailboxes(tenantExternalId, unlicensed)
  await job.db.mailboxes.updateMany(job.owner, idsOf(unlicensed, outcomes), { licensedAt: new Date() })
  await settle(job, outcomes, 'The licences are being assigned.')
}

/** Sealed before the mailbox exists, so that no password is ever lost; a repeated try uses the same one. */
async function keepPasswords(
  { vault }: ActivityDeps,
  { db, owner }: Job,
  mailboxes: Mailbox[],
): Promise<Map<string, string>> {
  const ids = mailboxes.map((mailbox) => mailbox.id)
  return db.transaction(async (tx) => {
    await vault.keep(tx, owner, 'mailbox', new Map(ids.map((id) => [id, newPassword()])))
    const kept = await vault.read(tx, owner, 'mailbox', ids)
    return new Map([...kept].map(([id, secret]) => [id, z.string().parse(secret)]))
  })
}

/** 192 random bits, with a letter of each case, a digit and a sign, as Entra ID's complexity rule asks for. */
const newPassword = () => `Cf1-${randomBytes(24).toString('base64url')}`

function idsOf(mailboxes: Mailbox[], outcomes: MailboxOutcome[]): string[] {
  const good = new Set(outcomes.filter((outcome) => outcome.ok).map((outcome) => outcome.address))
  return mailboxes.filter((mailbox) => good.has(mailbox.address)).map((mailbox) => mailbox.id)
}

/** One mailbox that is refused does not hold up the others; all refused, or some not there yet, does. */
async function settle(job: Job, outcomes: MailboxOutcome[], pendingMessage: string): Promise<void> {
  const refused = outcomes.filter((outcome) => !outcome.ok && outcome.kind === 'rejected')
  const [first] = refused
  if (first && !first.ok && refused.length === outcomes.length) {
    throw new ProviderError({ provider: 'microsoft365', kind: 'rejected', code: first.code, message: first.message })
  }
  if (refused.length > 0) await job.db.transaction((tx) => markFailed(tx, job, refused))
  const later = outcomes.filter((outcome) => !outcome.ok && outcome.kind === 'later').length
  if (later === 0) return
  const message = `${pendingMessage} ${outcomes.length - later} of ${outcomes.length} are done.`
  throw new ProviderError({ provider: 'microsoft365', kind: 'pending', message })
}

async function markFailed(tx: Repositories, job: Job, refused: MailboxOutcome[]): Promise<void> {
  for (const mailbox of await targets(job)) {
    const outcome = refused.find(({ address }) => address === mailbox.address)
    if (!outcome || outcome.ok) continue
    const failed = await tx.mailboxes.update(job.owner, mailbox.id, { status: 'failed', statusReason: outcome.message })
    if (failed) await tx.events.append(job.owner, [mailboxEvent('mailbox.failed', failed)])
  }
}

/** Mailboxes that exist on a domain that is proven start to warm up. */
export async function welcome(tx: Repositories, { owner }: Job, mailboxes: Mailbox[]): Promise<void> {
  const ready = mailboxes.filter((mailbox) => mailbox.status === 'creating')
  await tx.mailboxes.updateMany(
    owner,
    ready.map((mailbox) => mailbox.id),
    { status: 'warming' },
  )
  await tx.events.append(
    owner,
    ready.map((mailbox) => mailboxEvent('mailbox.ready', { ...mailbox, status: 'warming' })),
  )
}

async function retire(tx: Repositories, { owner }: Job, mailboxes: Mailbox[]): Promise<void> {
  const retiredAt = new Date()
  await tx.mailboxes.updateMany(
    owner,
    mailboxes.map((mailbox) => mailbox.id),
    { status: 'retired', retiredAt, dailySendLimit: 0 },
  )
  await tx.events.append(
    owner,
    mailboxes.map((mailbox) => mailboxEvent('mailbox.retired', { ...mailbox, status: 'retired' })),
  )
}
