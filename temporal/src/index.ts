export { domainEvent, mailboxEvent } from './activities/events.ts'
export * from './contracts.ts'
export { addDays, dayOf } from './days.ts'
export { checkDns, type DnsCheck } from './dns-check.ts'
export { messageOf as fleetMessage } from './fleets/tell-fleet.ts'
export { watchPools } from './metrics/pool-gauge.ts'
export { availabilities, findFreeNames } from './names/free-names.ts'
export { freshNames } from './names/fresh-names.ts'
export { type OrderFault, OrderRefused } from './orders/order-refused.ts'
export { type DomainOrder, placeDomain, toMailboxRows, type WantedMailbox } from './orders/place-domain.ts'
export { reserveSpend } from './orders/reserve-spend.ts'
export { startRetirement } from './orders/retire.ts'
export { startOperation } from './orders/start-operation.ts'
export type { DnsLookup } from './providers/dns/dns-lookup.ts'
export { createDnsLookup } from './providers/dns/dns-lookup-node.ts'
export { parseVendorConfig, type VendorConfig } from './providers/vendor-config.ts'
export { type Approval, approveRotation } from './rotations/approve-rotation.ts'
export { cancelRotation } from './rotations/cancel-rotation.ts'
export { faultOfNamed, hasSpare } from './rotations/choose.ts'
export { onVerdict } from './rotations/on-verdict.ts'
export { DEFAULT_GRACE_DAYS, openRotation, startRotation } from './rotations/open-rotation.ts'
export { defaultTlds, MOST_SUGGESTIONS } from './rules/names/suggest-names.ts'
export * from './rules/naming.ts'
export {
  licencesToBuy,
  type Price,
  type PriceItem,
  type PriceList,
  priceDomain,
  priceListAt,
  priceMailboxes,
  priceRegistration,
  QUOTE_HOURS,
} from './rules/prices.ts'
export { recipientProviderOf } from './rules/recipient-provider.ts'
export { type ReplacementFault, replacementFaults } from './rules/rotation/choose-replacement.ts'
export { afterOf } from './rules/rotation/end-of-old.ts'
export { isOpen, waitsForPerson } from './rules/rotation/stages.ts'
export { recordSignals } from './signals/record-signals.ts'
export { noTracing, type Span, startTracing, type Tracing } from './tracing/tracing.ts'
export { drawHealth } from './verdict/draw-health.ts'
export { evidenceOfDays } from './verdict/evidence-of-days.ts'
export { presentVerdict, readVerdict } from './verdict/present-verdict.ts'
export { rampChart } from './warmup/ramp-chart.ts'
export { languageOf } from './warmup/text/write-message.ts'
export { type AddressGuard, createAddressGuard } from './webhooks/address-guard.ts'
export { signWebhook, type WebhookMessage } from './webhooks/signature.ts'
export { parseWebhookConfig, type WebhookModes } from './webhooks/webhook-config.ts'
export { WebhookUrlError, type WebhookUrlFault, webhookUrlFaults } from './webhooks/webhook-url-error.ts'
