import type { Operation } from './operation.ts'
import { accountOperations } from './resources/accounts/accounts.operations.ts'
import { apiKeyOperations } from './resources/api-keys/api-keys.operations.ts'
import { auditLogOperations } from './resources/audit-log/audit-log.operations.ts'
import { blocklistOperations } from './resources/blocklists/blocklists.operations.ts'
import { bounceOperations } from './resources/bounces/bounces.operations.ts'
import { dmarcOperations } from './resources/dmarc/dmarc.operations.ts'
import { dnsOperations } from './resources/dns/dns.operations.ts'
import { domainSuggestionOperations } from './resources/domain-suggestions/domain-suggestions.operations.ts'
import { domainOperations } from './resources/domains/domains.operations.ts'
import { eventOperations } from './resources/events/events.operations.ts'
import { fleetOperations } from './resources/fleets/fleets.operations.ts'
import { healthOperations } from './resources/health/health.operations.ts'
import { mailboxOperations } from './resources/mailboxes/mailboxes.operations.ts'
import { operationOperations } from './resources/operations/operations.operations.ts'
import { purchaseOperations } from './resources/purchases/purchases.operations.ts'
import { quoteOperations } from './resources/quotes/quotes.operations.ts'
import { rotationOperations } from './resources/rotations/rotations.operations.ts'
import { signalOperations } from './resources/signals/signals.operations.ts'
import { suppressionOperations } from './resources/suppressions/suppressions.operations.ts'
import { tenantOperations } from './resources/tenants/tenants.operations.ts'
import { warmupOperations } from './resources/warmup/warmup.operations.ts'
import { webhookDeliveryOperations } from './resources/webhook-deliveries/webhook-deliveries.operations.ts'
import { webhookEndpointOperations } from './resources/webhook-endpoints/webhook-endpoints.operations.ts'

/** Everything that the API can do. Doors, OpenAPI and the docs are printed from this list. */
export const operations: Operation[] = [
  ...domainOperations,
  ...domainSuggestionOperations,
  ...dnsOperations,
  ...blocklistOperations,
  ...healthOperations,
  ...mailboxOperations,
  ...warmupOperations,
  ...signalOperations,
  ...bounceOperations,
  ...suppressionOperations,
  ...dmarcOperations,
  ...rotationOperations,
  ...fleetOperations,
  ...operationOperations,
  ...tenantOperations,
  ...accountOperations,
  ...quoteOperations,
  ...purchaseOperations,
  ...eventOperations,
  ...webhookEndpointOperations,
  ...webhookDeliveryOperations,
  ...apiKeyOperations,
  ...auditLogOperations,
]
