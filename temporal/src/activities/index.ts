import type { FleetActivities, StepName } from '../contracts.ts'
import type { ActivityDeps } from './deps.ts'
import { createDnsActivities } from './dns.ts'
import { createFleetActivities } from './fleets.ts'
import { createGatherEvidence } from './gather-evidence.ts'
import { createJudgeDomain } from './judge-domain.ts'
import { createMailboxActivities } from './mailboxes.ts'
import { createOperationActivities } from './operations.ts'
import { createProofActivities } from './proof.ts'
import { createRegistrationActivities } from './registration.ts'
import { createRetirementActivities } from './retirement.ts'
import { createRotationActivities, type RotationActivities } from './rotations.ts'
import type { StepActivity } from './step.ts'
import { createTenantActivities } from './tenant.ts'
import { createWarmupActivities, type WarmupActivities } from './warmup/warmup.ts'

/** One activity per step, under the step's own name. */
export type StepActivities = Record<StepName, StepActivity>
export type OperationActivities = ReturnType<typeof createOperationActivities>
export type { RotationActivities } from './rotations.ts'
export type { WarmupActivities } from './warmup/warmup.ts'
export type { WebhookActivities } from './webhooks.ts'
export type DomainActivities = ReturnType<typeof createGatherEvidence> & ReturnType<typeof createJudgeDomain>

export function createActivities(
  deps: ActivityDeps,
): StepActivities & OperationActivities & RotationActivities & FleetActivities & WarmupActivities & DomainActivities {
  return {
    ...createRegistrationActivities(deps),
    ...createTenantActivities(deps),
    ...createDnsActivities(deps),
    ...createMailboxActivities(deps),
    ...createProofActivities(deps),
    ...createRetirementActivities(deps),
    ...createOperationActivities(deps),
    ...createRotationActivities(deps),
    ...createFleetActivities(deps),
    ...createGatherEvidence(deps),
    ...createJudgeDomain(deps),
    ...createWarmupActivities(deps),
  }
}
