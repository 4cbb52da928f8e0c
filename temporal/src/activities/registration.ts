import { randomUUID } from 'node:crypto'
import type { Effect } from '@coldframe/db'
import { ProviderError } from '../providers/errors.ts'
import type { ActivityDeps } from './deps.ts'
import { ActionNeeded, FailedForGood } from './failures.ts'
import { createStep, type Job } from './step.ts'

/** By how much the registrar's clock may be behind ours. */
const CLOCK_SKEW_MS = 10 * 60_000

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
    if (effect.status !== 'done') await db.withLock(effect.id, () => registerOnce(job, effect))
    return (tx) => tx.effects.complete(owner, effect.id, domain.name)
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

/** Nobody else runs this for the domain now; an earlier attempt may have bought it without learning so. */
async function registerOnce({ db, owner, domain, vendors: { registrar } }: Job, effect: Effect): Promise<void> {
  if (await registrar.findOwned(domain.name)) return
  const { operationId } = (await findEarlier()) ?? (await buy())
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

  async function findEarlier() {
    const sameClockOrEarlier = new Date(effect.createdAt.getTime() - CLOCK_SKEW_MS)
    return effect.handle ? { operationId: effect.handle } : registrar.findRegistration(domain.name, sameClockOrEarlier)
  }

  async function buy() {
    if (!(await registrar.isAvailable(domain.name)))
      throw new FailedForGood(`${domain.name} is not available for registration.`)
    return registrar.register(domain.name)
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
