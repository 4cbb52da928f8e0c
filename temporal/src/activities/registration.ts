import { randomUUID } from 'node:crypto'
import type { Effect } from '@coldframe/db'
import { ProviderError } from '../providers/errors.ts'
import type { Registrar } from '../providers/registrar/registrar.ts'
import type { ActivityDeps } from './deps.ts'
import { ActionNeeded, FailedForGood } from './failures.ts'
import { CLOCK_SKEW_MS, keepRegistration } from './purchases.ts'
import { createStep, type Job } from './step.ts'

/** Buying a name, and pointing it at our name servers. */
export const createRegistrationActivities = (deps: ActivityDeps) => ({
  register_domain: createStep(deps, 'register_domain', async (job) => {
    const { db, owner, domain } = job
    if (domain.registration === 'existing') return 'skipped'
    const effect = await db.effects.intend(owner, {
      domainId: domain.id,
      kind: 'registration',
      naturalKey: domain.name,
      idempotencyValue: randomUUID(),
    })
    const isDone = effect.status === 'done'
    const operationId = isDone ? null : await db.withLock(effect.id, () => registerOnce(job, effect))
    return (tx) => keepRegistration(tx, owner, effect, domain.name, operationId)
  }),

  delegate_nameservers: createStep(deps, 'delegate_nameservers', async (job) => {
    const { db, owner, domain, vendors } = job
    if (domain.dnsMode === 'external') return 'skipped'
    const { nameservers } = await vendors.dns.ensureZone(domain.name)
    if (domain.nameservers.length === 0) await db.domains.update(owner, domain.id, { nameservers })
    if (await isDelegatedTo(job, nameservers)) return undefined
    if (domain.registration === 'existing') {
      throw new ActionNeeded(`Set the name servers of ${domain.name} to ${nameservers.join(' and ')} at its registrar.`)
    }
    const registered = await vendors.registrar.findOwned(domain.name)
    if (!registered || !sameHosts(registered.nameservers, nameservers)) {
      await vendors.registrar.setNameservers(domain.name, nameservers)
      if (await isDelegatedTo(job, nameservers)) return undefined
    }
    throw new ProviderError({
      provider: 'registrar',
      kind: 'pending',
      message: 'The registry has not published the name servers yet.',
    })
  }),
})

/** The registrar's operation that registered the name for this order, or null. */
export async function findRegistrationOf(registrar: Registrar, name: string, effect: Effect): Promise<string | null> {
  const sameClockOrEarlier = new Date(effect.createdAt.getTime() - CLOCK_SKEW_MS)
  return effect.handle ?? (await registrar.findRegistration(name, sameClockOrEarlier))?.operationId ?? null
}

/**
 * Nobody else runs this for the domain now; an earlier attempt may have bought it without learning so. Answers with the registrar's
 * operation; null for a name that was ours before the order.
 */
async function registerOnce(
  { db, owner, domain, vendors: { registrar } }: Job,
  effect: Effect,
): Promise<string | null> {
  if (await registrar.findOwned(domain.name)) return findRegistrationOf(registrar, domain.name, effect)
  const operationId = (await findRegistrationOf(registrar, domain.name, effect)) ?? (await buy())
  await db.effects.setHandle(owner, effect.id, operationId)
  const { status, reason } = await registrar.registrationStatus(operationId)
  if (status === 'failed')
    throw new FailedForGood(`The registrar could not register ${domain.name}: ${reason ?? 'no reason given'}.`)
  if (status === 'in_progress' || !(await registrar.findOwned(domain.name))) {
    throw new ProviderError({
      provider: 'registrar',
      kind: 'pending',
      message: 'The registrar is registering the domain.',
    })
  }
  return operationId

  async function buy() {
    if (!(await registrar.isAvailable(domain.name)))
      throw new FailedForGood(`${domain.name} is not available for registration.`)
    return (await registrar.register(domain.name)).operationId
  }
}

async function isDelegatedTo({ domain, vendors }: Job, nameservers: string[]): Promise<boolean> {
  return sameHosts(await vendors.lookup.findNameservers(domain.name), nameservers)
}

function sameHosts(left: string[], right: string[]): boolean {
  const plain = (hosts: string[]) =>
    hosts
      .map((host) => host.toLowerCase().replace(/\.$/, ''))
      .sort()
      .join()
  return plain(left) === plain(right)
}
