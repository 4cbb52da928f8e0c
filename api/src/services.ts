import type { Db, Vault } from '@coldframe/db'
import type { AddressGuard, DnsLookup } from '@coldframe/temporal'
import type { Listener } from './listener.ts'
import { createAccountService } from './resources/accounts/accounts.service.ts'
import { createApiKeyService } from './resources/api-keys/api-keys.service.ts'
import { createAuditLogService } from './resources/audit-log/audit-log.service.ts'
import { createBlocklistService } from './resources/blocklists/blocklists.service.ts'
import { createBounceService } from './resources/bounces/bounces.service.ts'
import { createDmarcService } from './resources/dmarc/dmarc.service.ts'
import { createDnsService } from './resources/dns/dns.service.ts'
import { createDomainSuggestionService } from './resources/domain-suggestions/domain-suggestions.service.ts'
import { createDomainService } from './resources/domains/domains.service.ts'
import { createEventService } from './resources/events/events.service.ts'
import { createFleetService } from './resources/fleets/fleets.service.ts'
import { createHealthService } from './resources/health/health.service.ts'
import { createMailboxService } from './resources/mailboxes/mailboxes.service.ts'
import { createOperationService } from './resources/operations/operations.service.ts'
import { createPurchaseService } from './resources/purchases/purchases.service.ts'
import { createQuoteService } from './resources/quotes/quotes.service.ts'
import { createRotationService } from './resources/rotations/rotations.service.ts'
import { createSignalService } from './resources/signals/signals.service.ts'
import { createSuppressionService } from './resources/suppressions/suppressions.service.ts'
import { createTenantService } from './resources/tenants/tenants.service.ts'
import { createWarmupService } from './resources/warmup/warmup.service.ts'
import { createWebhookDeliveryService } from './resources/webhook-deliveries/webhook-deliveries.service.ts'
import { createWebhookEndpointService } from './resources/webhook-endpoints/webhook-endpoints.service.ts'

export interface ServiceDeps {
  db: Db
  vault: Vault
  listener: Listener
  /** Says where webhooks may go. */
  guard: Pick<AddressGuard, 'check'>
  lookupOf(livemode: boolean): DnsLookup | null
  clock: () => Date
}

export type Services = ReturnType<typeof createServices>

export function createServices({ db, vault, listener, guard, lookupOf, clock }: ServiceDeps) {
  const isConfigured = (livemode: boolean) => lookupOf(livemode) !== null
  return {
    domains: createDomainService({ db, clock, isConfigured }),
    domainSuggestions: createDomainSuggestionService({ db, lookupOf, clock }),
    dns: createDnsService({ db, lookupOf, clock }),
    mailboxes: createMailboxService({ db, clock }),
    rotations: createRotationService({ db }),
    fleets: createFleetService({ db, clock, isConfigured }),
    warmup: createWarmupService({ db }),
    signals: createSignalService({ db, clock }),
    health: createHealthService({ db }),
    blocklists: createBlocklistService({ db }),
    bounces: createBounceService({ db, clock }),
    suppressions: createSuppressionService({ db }),
    dmarc: createDmarcService({ db, clock }),
    operations: createOperationService({ db, listener }),
    quotes: createQuoteService({ clock }),
    purchases: createPurchaseService({ db }),
    tenants: createTenantService({ db }),
    accounts: createAccountService({ db, clock }),
    auditLog: createAuditLogService({ db }),
    events: createEventService({ db, listener }),
    webhookEndpoints: createWebhookEndpointService({ db, vault, guard, clock }),
    webhookDeliveries: createWebhookDeliveryService({ db }),
    apiKeys: createApiKeyService({ db, clock }),
  }
}
