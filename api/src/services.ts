import type { Db } from '@coldframe/db'
import type { DnsLookup } from '@coldframe/temporal'
import { createAccountService } from './resources/accounts/accounts.service.ts'
import { createApiKeyService } from './resources/api-keys/api-keys.service.ts'
import { createAuditLogService } from './resources/audit-log/audit-log.service.ts'
import { createDnsService } from './resources/dns/dns.service.ts'
import { createDomainService } from './resources/domains/domains.service.ts'
import { createMailboxService } from './resources/mailboxes/mailboxes.service.ts'
import type { OperationFeed } from './resources/operations/operation-feed.ts'
import { createOperationService } from './resources/operations/operations.service.ts'
import { createPurchaseService } from './resources/purchases/purchases.service.ts'
import { createQuoteService } from './resources/quotes/quotes.service.ts'
import { createTenantService } from './resources/tenants/tenants.service.ts'

export interface ServiceDeps {
  db: Db
  feed: OperationFeed
  lookupOf(livemode: boolean): DnsLookup | null
  clock: () => Date
}

export type Services = ReturnType<typeof createServices>

export function createServices({ db, feed, lookupOf, clock }: ServiceDeps) {
  return {
    domains: createDomainService({ db, clock, isConfigured: (livemode) => lookupOf(livemode) !== null }),
    dns: createDnsService({ db, lookupOf, clock }),
    mailboxes: createMailboxService({ db, clock }),
    operations: createOperationService({ db, feed }),
    quotes: createQuoteService({ clock }),
    purchases: createPurchaseService({ db }),
    tenants: createTenantService({ db }),
    accounts: createAccountService({ db, clock }),
    auditLog: createAuditLogService({ db }),
    apiKeys: createApiKeyService({ db, clock }),
  }
}
