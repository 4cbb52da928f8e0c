import { randomUUID } from 'node:crypto'
import type { World } from '../world/world.ts'
import { registrarErrors } from './errors.ts'
import type { Registry } from './registry.ts'

/** What Route 53 Domains calls an operation. */
export interface RegistrarJob {
  id: string
  type: 'REGISTER_DOMAIN' | 'UPDATE_NAMESERVER'
  domainName: string
  /** The wait that it lasts; empty when there was nothing to do. */
  waitSubject: string
  submittedAt: number
}

const maximumRunning = 200

export function createJobs(world: World, registry: Registry) {
  const jobs = world.store.collection<RegistrarJob>('registrar_operations')
  const waitKinds = { REGISTER_DOMAIN: 'registration', UPDATE_NAMESERVER: 'delegation' } as const

  function statusOf({ type, domainName, waitSubject }: RegistrarJob) {
    if (waitSubject !== '' && !world.waits.isOver(waitKinds[type], waitSubject)) return 'IN_PROGRESS'
    // Somebody else was quicker while the registration was under way.
    return type === 'REGISTER_DOMAIN' && registry.get(domainName)?.registrar !== 'ours' ? 'FAILED' : 'SUCCESSFUL'
  }
  function describe(job: RegistrarJob) {
    const status = statusOf(job)
    return {
      OperationId: job.id,
      Status: status,
      ...(status === 'FAILED' ? { Message: 'The domain name is not available.' } : {}),
      DomainName: job.domainName,
      Type: job.type,
      SubmittedDate: job.submittedAt / 1_000,
      LastUpdatedDate: job.submittedAt / 1_000,
    }
  }
  return {
    describe,
    get: (id: string) => jobs.get(id),
    list: () => [...jobs.values()],
    /** Refused while one of its kind runs for the domain, as by the real one. */
    refuseDuplicate(type: RegistrarJob['type'], domainName: string) {
      const running = [...jobs.values()].filter((job) => statusOf(job) === 'IN_PROGRESS')
      const same = running.find((job) => job.type === type && job.domainName === domainName)
      if (same) throw registrarErrors.duplicateRequest(same.id)
      if (running.length >= maximumRunning) throw registrarErrors.operationLimitExceeded()
    },
    start(type: RegistrarJob['type'], domainName: string, waitSubject: string) {
      const job = { id: randomUUID(), type, domainName, waitSubject, submittedAt: world.now() }
      jobs.set(job.id, job)
      return job
    },
  }
}
export type Jobs = ReturnType<typeof createJobs>
