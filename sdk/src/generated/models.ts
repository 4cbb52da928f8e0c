// Printed from api/openapi.json by `npm run generate`. Do not edit.
import type { components } from './openapi.ts'

type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** A customer, or a customer of a customer (sub-account). */
export interface Account extends Schema<'Account'> {}
/** A page of a list, newest first. */
export interface AccountList extends Schema<'AccountList'> {}
/** A key of the account, without the secret. */
export interface ApiKey extends Schema<'ApiKey'> {}
/** A page of a list, newest first. */
export interface ApiKeyList extends Schema<'ApiKeyList'> {}
/** Only an `active` key works. A key that was revoked is `revoked` for ever. */
export type ApiKeyStatus = Schema<'ApiKeyStatus'>
/** With what it goes on; nothing where a spare is to be found. */
export interface ApproveRotation extends Schema<'ApproveRotation'> {}
/** What the sender confirms. */
export interface AttestAccount extends Schema<'AttestAccount'> {}
/** That consent and local law are the responsibility of the sender. */
export interface Attestation extends Schema<'Attestation'> {}
/** Who did what to which thing. Entries are never changed or removed. */
export interface AuditEntry extends Schema<'AuditEntry'> {}
/** A page of a list, newest first. */
export interface AuditEntryList extends Schema<'AuditEntryList'> {}
/** A blocklist took a domain or an address in, or let it go. */
export interface BlocklistEvent extends Schema<'BlocklistEvent'> {}
/** What a blocklist says of a domain, or of an address it sends from. */
export interface BlocklistEventData extends Schema<'BlocklistEventData'> {}
/** The last that this list really answered. */
export interface BlocklistLastKnown extends Schema<'BlocklistLastKnown'> {}
/** What one list said when it was last asked. */
export interface BlocklistLook extends Schema<'BlocklistLook'> {}
/** `clear` only from a resolver that, at the same moment, saw an entry that the list always has. `unknown`: the list refused, nobody answered, or there is nothing to ask for; it is neither of the others. */
export type BlocklistState = Schema<'BlocklistState'>
/** What blocklists say of a domain. */
export interface Blocklists extends Schema<'Blocklists'> {}
/** What a mail says about mail that was sent, and what was counted of it. */
export interface Bounce extends Schema<'Bounce'> {}
/** Whose fault a refusal is. `recipient_unknown` tells of the list; `sender_reputation` and `domain_blocked` of the domain; `account_restricted` of the mailbox or its tenant; `ip_blocked` of the sending server; `auth_failure` of DNS; `content` of the copy; `rate` of the pace; the others of nobody. */
export type BounceClass = Schema<'BounceClass'>
/** Bounces by class; `hard` counts across them. */
export interface BounceCounts extends Schema<'BounceCounts'> {}
/** `delay`: nobody failed yet. `delivered`: a receipt. `complaint`: a feedback loop. `auto_reply`: an answering machine. `none`: ordinary mail. */
export type BounceKind = Schema<'BounceKind'>
/** What a report says of one recipient. */
export interface BouncedRecipient extends Schema<'BouncedRecipient'> {}
/** Messages a day. In one of ten courses it is less than `low`, in one of ten more than `high`. */
export interface CapacityBand extends Schema<'CapacityBand'> {}
/** A mailbox after a change. */
export interface ChangedMailbox extends Schema<'ChangedMailbox'> {}
/** An address, and what is known against writing to it. */
export interface CheckedAddress extends Schema<'CheckedAddress'> {}
/** A sub-account to make, in the mode (test or live) of the key that asks. */
export interface CreateAccount extends Schema<'CreateAccount'> {}
/** A key to make, in the mode (test or live) of the key that asks. */
export interface CreateApiKey extends Schema<'CreateApiKey'> {}
/** A sending domain to order. Give `mailboxes`, or `mailboxCount` with an optional `namePattern`. */
export interface CreateDomain extends Schema<'CreateDomain'> {}
/** The brand for which names are sought. */
export interface CreateDomainSuggestions extends Schema<'CreateDomainSuggestions'> {}
/** What is to be kept. Give `mailboxes`, or `mailboxCount` with an optional `namePattern`. */
export interface CreateFleet extends Schema<'CreateFleet'> {}
/** Mailboxes to add to one domain. */
export interface CreateMailboxes extends Schema<'CreateMailboxes'> {}
/** Orders to price. */
export interface CreateQuote extends Schema<'CreateQuote'> {}
/** 1 to 1,000 addresses to look up. */
export interface CreateSuppressionCheck extends Schema<'CreateSuppressionCheck'> {}
/** 1 to 1,000 addresses that are not to be written to. */
export interface CreateSuppressions extends Schema<'CreateSuppressions'> {}
/** An endpoint to make, in the mode (test or live) of the key that asks. */
export interface CreateWebhookEndpoint extends Schema<'CreateWebhookEndpoint'> {}
/** A new key, with the secret. */
export interface CreatedApiKey extends Schema<'CreatedApiKey'> {}
/** What receivers say of mail that names the domain as its sender. */
export interface Dmarc extends Schema<'Dmarc'> {}
/** One day (UTC), all sources together. */
export interface DmarcDay extends Schema<'DmarcDay'> {}
/** What is to be done with mail that fails DMARC. */
export type DmarcDisposition = Schema<'DmarcDisposition'>
/** An aggregate report of one receiver (RFC 9990). */
export interface DmarcReport extends Schema<'DmarcReport'> {}
/** Why a report was not counted. */
export interface DmarcReportRefusal extends Schema<'DmarcReportRefusal'> {}
/** What became of one report. */
export interface DmarcReportResult extends Schema<'DmarcReportResult'> {}
/** What became of a file. */
export interface DmarcReportResults extends Schema<'DmarcReportResults'> {}
/** What one address sent on one day. */
export interface DmarcSource extends Schema<'DmarcSource'> {}
/** All sources together. */
export interface DmarcTotals extends Schema<'DmarcTotals'> {}
/** The DNS records of a domain, as wanted and as seen. */
export interface Dns extends Schema<'Dns'> {}
/** What the records of one purpose are now. */
export interface DnsChange extends Schema<'DnsChange'> {}
/** `managed`: Coldframe hosts the zone and writes the records. `external`: you do, as `dns.get` tells. */
export type DnsMode = Schema<'DnsMode'>
/** A record that the domain needs, and what DNS answered. */
export interface DnsRecord extends Schema<'DnsRecord'> {}
/** A dedicated sending domain, with a tenant of its own. */
export interface Domain extends Schema<'Domain'> {}
/** Something that happened to a domain. */
export interface DomainEvent extends Schema<'DomainEvent'> {}
/** The domain as it was after the change. */
export interface DomainEventData extends Schema<'DomainEventData'> {}
/** What the evidence says. Apart from `status`: an active domain can be worn. */
export type DomainHealth = Schema<'DomainHealth'>
/** A page of a list, newest first. */
export interface DomainList extends Schema<'DomainList'> {}
/** Where the domain is in its life. `action_required` says in `statusReason` what a person has to do. */
export type DomainStatus = Schema<'DomainStatus'>
/** A name that could be ordered. */
export interface DomainSuggestion extends Schema<'DomainSuggestion'> {}
/** Close variants of a brand. */
export interface DomainSuggestions extends Schema<'DomainSuggestions'> {}
/** What the evidence says of a domain. */
export interface DomainVerdict extends Schema<'DomainVerdict'> {}
/** How far a domain is, and what it lacks to be active. */
export interface DomainWarmup extends Schema<'DomainWarmup'> {}
/** Something that happened. `type` tells what `data` is. */
export type Event = Schema<'Event'>
/** A type of event, or `*` for all, those that are yet to come included. */
export type EventFilter = Schema<'EventFilter'>
/** A page of the log, newest first; with `afterSequence` in the order in which it happened. */
export interface EventList extends Schema<'EventList'> {}
/** What happened. The list of events tells what each carries. */
export type EventType = Schema<'EventType'>
/** One value that is wrong. */
export interface Fault extends Schema<'Fault'> {}
/** `no_data`: nothing was observed. `unclear`: too little to tell. `clear`: surely below the threshold. `suspicious`, `alarm`, `confirmed`: likely, strong, and strong twice or after a second look. */
export type FindingConclusion = Schema<'FindingConclusion'>
/** The kind of evidence. */
export type FindingFamily = Schema<'FindingFamily'>
/** Domains that are kept able to send so much a day. */
export interface Fleet extends Schema<'Fleet'> {}
/** What it can send, and how many domains of it are in which state. */
export interface FleetCapacity extends Schema<'FleetCapacity'> {}
/** What a fleet can send is under its target, or will be, or is so no more. */
export interface FleetEvent extends Schema<'FleetEvent'> {}
/** What the fleet can send. */
export interface FleetEventData extends Schema<'FleetEventData'> {}
/** What becomes of the fleet as it is kept now. */
export interface FleetForecast extends Schema<'FleetForecast'> {}
/** What is expected of one day. */
export interface FleetForecastDay extends Schema<'FleetForecastDay'> {}
/** What is missing. */
export interface FleetLack extends Schema<'FleetLack'> {}
/** A page of a list, newest first. */
export interface FleetList extends Schema<'FleetList'> {}
/** What it takes to keep a fleet. */
export interface FleetQuote extends Schema<'FleetQuote'> {}
/** What keeps a fleet from being kept. `spend_ceiling`: orders do not fit under a ceiling. `burn_rate_too_high`: domains burn faster than any number of spares makes up for. `no_names`: no close variant of the brand is left. `losses`: more was lost than spares were there; replacements are on their way. `approval`: rotations wait for somebody to agree. */
export type FleetShortage = Schema<'FleetShortage'>
/** `building`: it has not reached its target yet. `kept`: it has, and will. `low`: it is under its target, or will be before a replacement could be ready. `ended`: nobody keeps it any more. */
export type FleetStatus = Schema<'FleetStatus'>
/** What the evidence says of a domain, and the numbers that it rests on. */
export interface Health extends Schema<'Health'> {}
/** A verdict that changed the health of a domain, or its cause. */
export interface HealthChange extends Schema<'HealthChange'> {}
/** A page of a list, newest first. */
export interface HealthChangeList extends Schema<'HealthChangeList'> {}
/** The newest message that was sent from the domain and read back. */
export interface MailProof extends Schema<'MailProof'> {}
/** One sending account on a domain. */
export interface Mailbox extends Schema<'Mailbox'> {}
/** Something that happened to a mailbox. */
export interface MailboxEvent extends Schema<'MailboxEvent'> {}
/** The mailbox as it was after the change. */
export interface MailboxEventData extends Schema<'MailboxEventData'> {}
/** A page of a list, newest first. */
export interface MailboxList extends Schema<'MailboxList'> {}
/** Why one mailbox was refused. */
export interface MailboxRefusal extends Schema<'MailboxRefusal'> {}
/** What became of one item. */
export interface MailboxResult extends Schema<'MailboxResult'> {}
/** What became of each item; at least one was accepted. */
export interface MailboxResults extends Schema<'MailboxResults'> {}
/** `creating` until the provider has it, then `warming`, then `active`; `paused` sends nothing; `failed` says why in `statusReason`. */
export type MailboxStatus = Schema<'MailboxStatus'>
/** How far a mailbox is, what it may send today, and why not more. */
export interface MailboxWarmup extends Schema<'MailboxWarmup'> {}
/** One side of a mapping. */
export interface MappedMailbox extends Schema<'MappedMailbox'> {}
/** Which mailbox takes the place of which. */
export interface MappingEventData extends Schema<'MappingEventData'> {}
/** One of the two mailboxes. */
export interface MappingSide extends Schema<'MappingSide'> {}
/** Your own keys and texts: at most 50, keys to 40 and texts to 500 characters. */
export type Metadata = Schema<'Metadata'>
/** Merged into the metadata; a key with null is removed. The whole must keep the limits of metadata. */
export type MetadataChange = Schema<'MetadataChange'>
/** An amount of money. */
export interface Money extends Schema<'Money'> {}
/** A mailbox to make. */
export interface NewMailbox extends Schema<'NewMailbox'> {}
/** One thing that happened to one message. */
export interface NewSignal extends Schema<'NewSignal'> {}
/** If it sends on each day until then and nothing else changes. */
export interface NextLimitChange extends Schema<'NextLimitChange'> {}
/** Work that takes time. */
export interface Operation extends Schema<'Operation'> {}
/** Something that happened to an operation. */
export interface OperationEvent extends Schema<'OperationEvent'> {}
/** What became of the operation. */
export interface OperationEventData extends Schema<'OperationEventData'> {}
/** The call that started the operation. */
export type OperationKind = Schema<'OperationKind'>
/** A page of a list, newest first. */
export interface OperationList extends Schema<'OperationList'> {}
/** `waiting`: for the world, goes on by itself. `action_required`: for a person, as `message` says; then retry. The last three are ends. */
export type OperationStatus = Schema<'OperationStatus'>
/** One step of an operation. Independent steps run side by side. */
export interface OperationStep extends Schema<'OperationStep'> {}
/** Who paused it. The platform never resumes what a person paused. */
export type PausedBy = Schema<'PausedBy'>
/** `hard`: the address will not work later either, so do not write to it again. Blocks and policies are soft, whatever their code says. */
export type Permanence = Schema<'Permanence'>
/** An error (RFC 9457). */
export interface Problem extends Schema<'Problem'> {}
/** Where the mailboxes live. Only `microsoft365` can be ordered now. */
export type Provider = Schema<'Provider'>
/** Something that Coldframe bought outside for a domain. It never changes. */
export interface Purchase extends Schema<'Purchase'> {}
/** `registration`: a year of a name. `licences`: mailbox licences, by the month. */
export type PurchaseKind = Schema<'PurchaseKind'>
/** A page of a list, newest first. */
export interface PurchaseList extends Schema<'PurchaseList'> {}
/** What orders come to. Nothing is bought or held for it. */
export interface Quote extends Schema<'Quote'> {}
/** One line of a quote. */
export interface QuoteItem extends Schema<'QuoteItem'> {}
/** What it comes to in the first month. */
export interface QuoteTotals extends Schema<'QuoteTotals'> {}
/** What one order comes to. */
export interface QuotedDomain extends Schema<'QuotedDomain'> {}
/** Messages a day: the first day, how many more each day, and the end. */
export interface RampNumbers extends Schema<'RampNumbers'> {}
/** What became of the message for one recipient (RFC 3464 section 2.3.3). */
export type RecipientAction = Schema<'RecipientAction'>
/** Who has to write the record. Coldframe never changes a record that it does not own. */
export type RecordOwner = Schema<'RecordOwner'>
/** What a record is for. */
export type RecordPurpose = Schema<'RecordPurpose'>
/** 1 to 5,000 signals. */
export interface RecordSignals extends Schema<'RecordSignals'> {}
/** `pending`: not looked at yet. `unknown`: no server could be asked, which is neither right nor wrong. Of several, `wrong` outweighs `missing`, that `unknown`, that `pending`. */
export type RecordStatus = Schema<'RecordStatus'>
/** Type of a DNS record. */
export type RecordType = Schema<'RecordType'>
/** Which events are to be sent to the endpoint once more. */
export interface RedeliverWebhooks extends Schema<'RedeliverWebhooks'> {}
/** What became of a delivery that is to be made again. */
export type RedeliverableStatus = Schema<'RedeliverableStatus'>
/** What is sent once more. */
export interface RedeliveredWebhooks extends Schema<'RedeliveredWebhooks'> {}
/** `register`: Coldframe buys the domain. `existing`: it is yours already. */
export type Registration = Schema<'Registration'>
/** Where mail rests. Decided when the domain is ordered; it cannot be changed later. */
export type Residency = Schema<'Residency'>
/** How one key is to take the place of another. */
export interface RollApiKey extends Schema<'RollApiKey'> {}
/** How one secret is to take the place of another. */
export interface RollWebhookSecret extends Schema<'RollWebhookSecret'> {}
/** How to replace it. Without a replacement a spare is chosen. Without `after` a burned domain is retired, any other one rests. */
export interface RotateDomain extends Schema<'RotateDomain'> {}
/** A domain and the one that takes its place. */
export interface Rotation extends Schema<'Rotation'> {}
/** What becomes of the old domain once it is drained: it rests and is kept, or it is retired. */
export type RotationAfter = Schema<'RotationAfter'>
/** Why it does not go on. `approval`: nobody has agreed yet. `no_spare`: no domain can take the place, and no name to order was given. `ceiling`: the order would pass a limit on spending. `name_unavailable`, `order_failed`: the replacement could not be had. `replacement_burned`: it was lost before it took over. */
export type RotationBlock = Schema<'RotationBlock'>
/** Something that happened while a domain was replaced by another one. */
export interface RotationEvent extends Schema<'RotationEvent'> {}
/** The rotation as it was after the change. */
export interface RotationEventData extends Schema<'RotationEventData'> {}
/** A page of a list, newest first. */
export interface RotationList extends Schema<'RotationList'> {}
/** Old mailboxes that have a successor, and that have none. */
export interface RotationMailboxCounts extends Schema<'RotationMailboxCounts'> {}
/** A mailbox got a successor. */
export interface RotationMailboxEvent extends Schema<'RotationMailboxEvent'> {}
/** Which mailbox takes the place of which. Until the cutover it may change. */
export interface RotationMailboxes extends Schema<'RotationMailboxes'> {}
/** An old mailbox and its successor. */
export interface RotationMapping extends Schema<'RotationMapping'> {}
/** What happens when a domain is worn or burned. `automatic`: it is replaced. `approve`: it is replaced once somebody agrees. `manual`: nothing. */
export type RotationPolicy = Schema<'RotationPolicy'>
/** Why the domain is replaced: a verdict (`worn`, `burned`), a plan of its fleet, or a request. */
export type RotationReason = Schema<'RotationReason'>
/** `planned`, `ordering` (the replacement is being made), `overlap` (it ramps up while the old domain drains), `draining` (the successors send; replies to the old addresses are still read). `awaiting_approval` waits for a person, `blocked` for what `blockedReason` names. `completed` and `cancelled` are ends. */
export type RotationStatus = Schema<'RotationStatus'>
/** What a key may do: `nouns:read` or `nouns:write`. */
export type Scope = Schema<'Scope'>
/** What the provider lets a whole tenant send. */
export interface SendBudget extends Schema<'SendBudget'> {}
/** What a sequencer may send from one mailbox a day. */
export interface SendNumbers extends Schema<'SendNumbers'> {}
/** A message to a recipient that is suppressed. */
export interface SentToSuppressed extends Schema<'SentToSuppressed'> {}
/** Signals, counted. */
export interface SignalCounts extends Schema<'SignalCounts'> {}
/** The signals of one day (UTC) to one recipient provider, counted. */
export interface SignalDay extends Schema<'SignalDay'> {}
/** Signals by day and recipient provider. */
export interface SignalDays extends Schema<'SignalDays'> {}
/** Why one signal was not counted. */
export interface SignalRefusal extends Schema<'SignalRefusal'> {}
/** What became of the signals; the first three add up to what was sent. */
export interface SignalResults extends Schema<'SignalResults'> {}
/** What happened to a message. `deferred`: the server wants it later. `opened` says little, as filters open mail too. `placed_inbox` and `placed_spam`: where a seed of the campaign was found. */
export type SignalType = Schema<'SignalType'>
/** What evaluating the SPF record costs a receiver. */
export interface SpfLookups extends Schema<'SpfLookups'> {}
/** Like that of an operation; `skipped` was not needed. */
export type StepStatus = Schema<'StepStatus'>
/** What is known of the addresses now. */
export interface SuppressedAddresses extends Schema<'SuppressedAddresses'> {}
/** Why a recipient is not to be written to, as one of your domains learned it or you said it. Only a digest of its address is kept, so it is not told. */
export interface Suppression extends Schema<'Suppression'> {}
/** Which addresses are suppressed, and why. */
export interface SuppressionCheck extends Schema<'SuppressionCheck'> {}
/** A page of a list, newest first. */
export interface SuppressionList extends Schema<'SuppressionList'> {}
/** `recipient_unknown`: a server said for good that there is nobody of that name. `complained` and `unsubscribed`: the recipient did. `manual`: you said so. */
export type SuppressionReason = Schema<'SuppressionReason'>
/** The isolated organisation at the mailbox provider; one for each domain. */
export interface Tenant extends Schema<'Tenant'> {}
/** A test, delivered to the webhook endpoint that is tested and to no other. */
export interface TestEvent extends Schema<'TestEvent'> {}
/** What a test says. */
export interface TestEventData extends Schema<'TestEventData'> {}
/** RFC 3339, in UTC when we write it. */
export type Timestamp = Schema<'Timestamp'>
/** Why it has no successor. `no_room`: the replacement has fewer mailboxes. `failed`, `ended`: it does not send any more itself. */
export type UnmappedReason = Schema<'UnmappedReason'>
/** What to change. */
export interface UpdateAccount extends Schema<'UpdateAccount'> {}
/** What to change. */
export interface UpdateDomain extends Schema<'UpdateDomain'> {}
/** What to change. */
export interface UpdateFleet extends Schema<'UpdateFleet'> {}
/** What to change. */
export interface UpdateMailbox extends Schema<'UpdateMailbox'> {}
/** What to change. */
export interface UpdateWebhookEndpoint extends Schema<'UpdateWebhookEndpoint'> {}
/** Where the trouble comes from. Only `domain` and `provider_action` (the provider restricted the account) burn a domain; a fault of the copy, the list, DNS or a shared address is mended, not replaced. */
export type VerdictCause = Schema<'VerdictCause'>
/** One kind of evidence about one subject, with the numbers that it rests on. */
export interface VerdictFinding extends Schema<'VerdictFinding'> {}
/** How much, and why not more. */
export interface WarmupAllowance extends Schema<'WarmupAllowance'> {}
/** One part of the bar at which a domain becomes active. */
export interface WarmupCriterion extends Schema<'WarmupCriterion'> {}
/** What was allowed on one day, and what was sent. */
export interface WarmupDay extends Schema<'WarmupDay'> {}
/** Of the messages of that exchange. */
export type WarmupLanguage = Schema<'WarmupLanguage'>
/** One of the things that hold a volume down, and to how much. */
export interface WarmupLimit extends Schema<'WarmupLimit'> {}
/** Where the messages of the exchange landed, at one provider. */
export interface WarmupPlacement extends Schema<'WarmupPlacement'> {}
/** How fast the ramp rises. `docs/guides/warmup.md` has the numbers of each. */
export type WarmupProfileName = Schema<'WarmupProfileName'>
/** A profile, with numbers of your own in place of some of it. `standard` in UTC where nothing is given. */
export interface WarmupSettings extends Schema<'WarmupSettings'> {}
/** One attempt to deliver an event. */
export interface WebhookAttempt extends Schema<'WebhookAttempt'> {}
/** An event on its way to a webhook endpoint. */
export interface WebhookDelivery extends Schema<'WebhookDelivery'> {}
/** A page of a list, newest first. */
export interface WebhookDeliveryList extends Schema<'WebhookDeliveryList'> {}
/** `pending`: before its first attempt. `retrying`: it failed and is tried again at `nextAttemptAt`. `cancelled`: its endpoint was disabled or deleted. The last three are ends; it can be redelivered. */
export type WebhookDeliveryStatus = Schema<'WebhookDeliveryStatus'>
/** A delivery, with everything that was sent and answered. */
export interface WebhookDeliveryWithAttempts extends Schema<'WebhookDeliveryWithAttempts'> {}
/** `gone`: it answered 410. `failing`: it took nothing for 5 days. `user`: somebody asked for it. Null while it is enabled. */
export type WebhookDisabledReason = Schema<'WebhookDisabledReason'>
/** A URL of yours that events are sent to. */
export interface WebhookEndpoint extends Schema<'WebhookEndpoint'> {}
/** Something that happened to a webhook endpoint. */
export interface WebhookEndpointEvent extends Schema<'WebhookEndpointEvent'> {}
/** The webhook endpoint as it was after the change. */
export interface WebhookEndpointEventData extends Schema<'WebhookEndpointEventData'> {}
/** A page of a list, newest first. */
export interface WebhookEndpointList extends Schema<'WebhookEndpointList'> {}
/** To a `disabled` one nothing is sent, and what happens meanwhile is missed; it can be redelivered. */
export type WebhookEndpointStatus = Schema<'WebhookEndpointStatus'>
/** A webhook endpoint, with its new secret. */
export interface WebhookEndpointWithSecret extends Schema<'WebhookEndpointWithSecret'> {}
/** What was sent, without its signature. The body is the event. */
export interface WebhookRequest extends Schema<'WebhookRequest'> {}
/** What the receiver answered. */
export interface WebhookResponse extends Schema<'WebhookResponse'> {}
