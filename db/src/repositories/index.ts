import type { Executor } from '../db.ts'
import { createAccountRepository } from './accounts.ts'
import { createApiKeyRepository } from './api-keys.ts'
import { createAuditLogRepository } from './audit-log.ts'
import { createClockRepository } from './clocks.ts'
import { createCredentialRepository } from './credentials.ts'
import { createDmarcReportRepository } from './dmarc-reports.ts'
import { createDnsRecordRepository } from './dns-records.ts'
import { createDomainRepository } from './domains.ts'
import { createEffectRepository } from './effects.ts'
import { createEventRepository, type DeferEvents } from './events.ts'
import { createFleetDomainRepository } from './fleet-domains.ts'
import { createFleetRepository } from './fleets.ts'
import { createIdempotencyRepository } from './idempotency.ts'
import { createMailboxDayRepository } from './mailbox-days.ts'
import { createMailboxRepository } from './mailboxes.ts'
import { createObservationRepository } from './observations.ts'
import { createOperationRepository } from './operations.ts'
import { createOutboxRepository } from './outbox.ts'
import { createPartitionRepository } from './partitions.ts'
import { createProofRepository } from './proofs.ts'
import { createPurchaseRepository } from './purchases.ts'
import { createRateWindowRepository } from './rate-windows.ts'
import { createRelatedRepository } from './related.ts'
import { createRotationMailboxRepository } from './rotation-mailboxes.ts'
import { createRotationRepository } from './rotations.ts'
import { createSignalRepository } from './signals.ts'
import { createSpendRepository } from './spend.ts'
import { createSuppressionRepository } from './suppressions.ts'
import { createTenantRepository } from './tenants.ts'
import { createVerdictRepository } from './verdicts.ts'
import { createWarmupMessageRepository } from './warmup-messages.ts'
import { createWarmupPoolRepository } from './warmup-pool.ts'
import { createWarmupRepository } from './warmups.ts'
import { createWebhookDeliveryRepository } from './webhook-deliveries.ts'
import { createWebhookEndpointRepository } from './webhook-endpoints.ts'

export type Repositories = ReturnType<typeof createRepositories>

/** `defer` takes events that a transaction writes at its end. */
export function createRepositories(executor: Executor, defer?: DeferEvents) {
  const events = createEventRepository(executor, defer)
  const webhookEndpoints = createWebhookEndpointRepository(executor)
  return {
    accounts: createAccountRepository(executor),
    apiKeys: createApiKeyRepository(executor),
    auditLog: createAuditLogRepository(executor),
    clocks: createClockRepository(executor),
    credentials: createCredentialRepository(executor),
    dmarcReports: createDmarcReportRepository(executor),
    dnsRecords: createDnsRecordRepository(executor),
    domains: createDomainRepository(executor),
    effects: createEffectRepository(executor),
    events,
    fleetDomains: createFleetDomainRepository(executor),
    fleets: createFleetRepository(executor),
    idempotency: createIdempotencyRepository(executor),
    mailboxDays: createMailboxDayRepository(executor),
    mailboxes: createMailboxRepository(executor),
    observations: createObservationRepository(executor),
    operations: createOperationRepository(executor),
    outbox: createOutboxRepository(executor),
    partitions: createPartitionRepository(executor),
    proofs: createProofRepository(executor),
    rateWindows: createRateWindowRepository(executor),
    purchases: createPurchaseRepository(executor),
    related: createRelatedRepository(executor),
    rotationMailboxes: createRotationMailboxRepository(executor),
    rotations: createRotationRepository(executor),
    signals: createSignalRepository(executor),
    spend: createSpendRepository(executor),
    suppressions: createSuppressionRepository(executor),
    tenants: createTenantRepository(executor),
    verdicts: createVerdictRepository(executor),
    warmupMessages: createWarmupMessageRepository(executor),
    warmupPool: createWarmupPoolRepository(executor),
    warmups: createWarmupRepository(executor),
    webhookDeliveries: createWebhookDeliveryRepository({ executor, endpoints: webhookEndpoints, events }),
    webhookEndpoints,
  }
}
