import type { Executor } from '../db.ts'
import { createAccountRepository } from './accounts.ts'
import { createApiKeyRepository } from './api-keys.ts'
import { createAuditLogRepository } from './audit-log.ts'
import { createCredentialRepository } from './credentials.ts'
import { createDnsRecordRepository } from './dns-records.ts'
import { createDomainRepository } from './domains.ts'
import { createEffectRepository } from './effects.ts'
import { createEventRepository, type DeferEvents } from './events.ts'
import { createIdempotencyRepository } from './idempotency.ts'
import { createMailboxRepository } from './mailboxes.ts'
import { createOperationRepository } from './operations.ts'
import { createOutboxRepository } from './outbox.ts'
import { createProofRepository } from './proofs.ts'
import { createPurchaseRepository } from './purchases.ts'
import { createRateWindowRepository } from './rate-windows.ts'
import { createSpendRepository } from './spend.ts'
import { createTenantRepository } from './tenants.ts'

export type Repositories = ReturnType<typeof createRepositories>

/** `defer` takes events that a transaction writes at its end. */
export const createRepositories = (executor: Executor, defer?: DeferEvents) => ({
  accounts: createAccountRepository(executor),
  apiKeys: createApiKeyRepository(executor),
  auditLog: createAuditLogRepository(executor),
  credentials: createCredentialRepository(executor),
  dnsRecords: createDnsRecordRepository(executor),
  domains: createDomainRepository(executor),
  effects: createEffectRepository(executor),
  events: createEventRepository(executor, defer),
  idempotency: createIdempotencyRepository(executor),
  mailboxes: createMailboxRepository(executor),
  operations: createOperationRepository(executor),
  outbox: createOutboxRepository(executor),
  proofs: createProofRepository(executor),
  rateWindows: createRateWindowRepository(executor),
  purchases: createPurchaseRepository(executor),
  spend: createSpendRepository(executor),
  tenants: createTenantRepository(executor),
})
