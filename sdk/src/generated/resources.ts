// Printed from api/openapi.json by `npm run generate`. Do not edit.
import type { Transport } from '../core/transport.ts'
import type { ColdframeEvent } from '../events.ts'
import type { CallOptions, ChangeOptions, PostOptions, StreamOptions } from '../options.ts'
import type * as Models from './models.ts'
import type { operations } from './openapi.ts'

type Query<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>

export type Resources = ReturnType<typeof createResources>

/** The whole API, a method per operation. */
export const createResources = ({ call, list, stream }: Transport) => ({
  domains: {
    /**
     * Order a domain.
     *
     * Takes the order and answers at once; the operation that `operationId` names does the work. The domain is ready when a real message sent from it was read back with SPF, DKIM and DMARC pass. `registration: "register"` needs `dns: "managed"`, as Coldframe hosts what it registers.
     *
     * Scope: `domains:write`.
     *
     * POST /v1/domains
     */
    create: (body: Models.CreateDomain, options?: PostOptions) =>
      call<Models.Domain>('POST', '/v1/domains', { body, options }),
    /**
     * List domains.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains
     */
    list: (query?: Query<'domains.list'>, options?: CallOptions) =>
      list<Models.Domain>('/v1/domains', { query, options }),
    /**
     * Get a domain.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Domain>('GET', '/v1/domains/{id}', { path: { id }, options }),
    /**
     * Change a domain.
     *
     * Merges `metadata`, and `warmup` into the settings that were there; what is given of those counts from the same day on. With `If-Match` it is changed only if it still has that version.
     *
     * Scope: `domains:write`.
     *
     * PATCH /v1/domains/{id}
     */
    update: (id: string, body: Models.UpdateDomain, options?: ChangeOptions) =>
      call<Models.Domain>('PATCH', '/v1/domains/{id}', { path: { id }, body, options }),
    /**
     * Retire a domain.
     *
     * Removes the mailboxes, stops renewals and removes our DNS records. A domain that is part of a rotation is refused: cancel that first. What cannot be undone is told in `remains` of the operation.
     *
     * Scope: `domains:write`.
     *
     * DELETE /v1/domains/{id}
     */
    retire: (id: string, options?: CallOptions) =>
      call<Models.Domain>('DELETE', '/v1/domains/{id}', { path: { id }, options }),
    /**
     * Look at the DNS of a domain now.
     *
     * Asks the domain's own name servers for each record, keeps what they answer, and answers with it.
     *
     * Scope: `domains:write`.
     *
     * POST /v1/domains/{id}/verify
     */
    verify: (id: string, options?: PostOptions) =>
      call<Models.Dns>('POST', '/v1/domains/{id}/verify', { path: { id }, options }),
    /**
     * See how far a domain is warmed up.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/warmup
     */
    warmup: (id: string, options?: CallOptions) =>
      call<Models.DomainWarmup>('GET', '/v1/domains/{id}/warmup', { path: { id }, options }),
    /**
     * Get the ramp of a domain as a picture.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/warmup.svg
     */
    warmupChart: (id: string, options?: CallOptions) =>
      call<string>('GET', '/v1/domains/{id}/warmup.svg', { path: { id }, options }),
    /**
     * Replace a domain.
     *
     * Brings another domain in: a spare, the one that is named, or one that is ordered within `maxSpend` and the spend ceiling. It ramps up while the old one drains, then each mailbox is told of with its successor. The answer is the rotation; its events tell the rest.
     *
     * Scope: `rotations:write`.
     *
     * POST /v1/domains/{id}/rotate
     */
    rotate: (id: string, body: Models.RotateDomain, options?: PostOptions) =>
      call<Models.Rotation>('POST', '/v1/domains/{id}/rotate', { path: { id }, body, options }),
  },
  domainSuggestions: {
    /**
     * Suggest names for a brand.
     *
     * Close variants of the brand: never its own domain, never a name that could be taken for another brand, and none that the account ever ordered, burned ones among them, or that looks like one ordered for this brand. DNS is asked for each, and those that somebody holds are left out. Else the same question gets the same names until one of them is ordered.
     *
     * Scope: `domains:read`.
     *
     * POST /v1/domain-suggestions
     */
    create: (body: Models.CreateDomainSuggestions, options?: PostOptions) =>
      call<Models.DomainSuggestions>('POST', '/v1/domain-suggestions', { body, options }),
  },
  dns: {
    /**
     * Get the DNS status of a domain.
     *
     * What DNS answered when it was last asked. `domains.verify` asks anew.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/dns
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Dns>('GET', '/v1/domains/{id}/dns', { path: { id }, options }),
  },
  blocklists: {
    /**
     * Get what blocklists say of a domain.
     *
     * The last answer of each list, which is asked once a day, with the time and, where nothing is known, the reason. `blocklist.listed` and `blocklist.cleared` tell of changes.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/blocklists
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Blocklists>('GET', '/v1/domains/{id}/blocklists', { path: { id }, options }),
  },
  health: {
    /**
     * Get the health of a domain.
     *
     * The newest verdict, with each number that it rests on: value, interval, threshold, sample size and window. A day is judged when it is over. No data is never read as healthy, and never as burned.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/health
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Health>('GET', '/v1/domains/{id}/health', { path: { id }, options }),
    /**
     * List the changes of a domain’s health.
     *
     * Each verdict that changed the health or its cause, with what spoke against the domain on that day.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/health/history
     */
    history: (id: string, query?: Query<'health.history'>, options?: CallOptions) =>
      list<Models.HealthChange>('/v1/domains/{id}/health/history', { path: { id }, query, options }),
    /**
     * Draw the health of a domain over time.
     *
     * The last 60 days that were judged: the health of each, and under it which share of the neutral mail lay in the spam folder.
     *
     * Scope: `domains:read`.
     *
     * GET /v1/domains/{id}/health.svg
     */
    chart: (id: string, options?: CallOptions) =>
      call<string>('GET', '/v1/domains/{id}/health.svg', { path: { id }, options }),
  },
  mailboxes: {
    /**
     * Add mailboxes.
     *
     * Adds 1 to 100 mailboxes to a domain that is warming or active. Items are judged one by one: `results` has the mailbox or the refusal of each. When all are refused, nothing is changed and the answer is 422.
     *
     * Scope: `mailboxes:write`.
     *
     * POST /v1/mailboxes
     */
    create: (body: Models.CreateMailboxes, options?: PostOptions) =>
      call<Models.MailboxResults>('POST', '/v1/mailboxes', { body, options }),
    /**
     * List mailboxes.
     *
     * Scope: `mailboxes:read`.
     *
     * GET /v1/mailboxes
     */
    list: (query?: Query<'mailboxes.list'>, options?: CallOptions) =>
      list<Models.Mailbox>('/v1/mailboxes', { query, options }),
    /**
     * Get a mailbox.
     *
     * Scope: `mailboxes:read`.
     *
     * GET /v1/mailboxes/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Mailbox>('GET', '/v1/mailboxes/{id}', { path: { id }, options }),
    /**
     * Change a mailbox.
     *
     * A new `displayName` is carried to the provider by an operation: then the answer is 202 and `operationId` names it. Everything else is changed at once; a new `ownDailyLimit` counts from the same day on. With `If-Match` it is changed only if it still has that version.
     *
     * Scope: `mailboxes:write`.
     *
     * PATCH /v1/mailboxes/{id}
     */
    update: (id: string, body: Models.UpdateMailbox, options?: ChangeOptions) =>
      call<Models.ChangedMailbox>('PATCH', '/v1/mailboxes/{id}', { path: { id }, body, options }),
    /**
     * Remove a mailbox.
     *
     * The mailbox is `retiring` at once and `retired` when the operation has removed it at the provider.
     *
     * Scope: `mailboxes:write`.
     *
     * DELETE /v1/mailboxes/{id}
     */
    delete: (id: string, options?: CallOptions) =>
      call<Models.ChangedMailbox>('DELETE', '/v1/mailboxes/{id}', { path: { id }, options }),
    /**
     * See how far a mailbox is, and which limit binds.
     *
     * Scope: `mailboxes:read`.
     *
     * GET /v1/mailboxes/{id}/warmup
     */
    warmup: (id: string, options?: CallOptions) =>
      call<Models.MailboxWarmup>('GET', '/v1/mailboxes/{id}/warmup', { path: { id }, options }),
    /**
     * Get the ramp of a mailbox as a picture.
     *
     * Scope: `mailboxes:read`.
     *
     * GET /v1/mailboxes/{id}/warmup.svg
     */
    warmupChart: (id: string, options?: CallOptions) =>
      call<string>('GET', '/v1/mailboxes/{id}/warmup.svg', { path: { id }, options }),
    /**
     * Pause a mailbox.
     *
     * Its limit is 0 at once, and what it had still to write to the pool is not sent. The platform never resumes it.
     *
     * Scope: `mailboxes:write`.
     *
     * POST /v1/mailboxes/{id}/pause
     */
    pause: (id: string, options?: PostOptions) =>
      call<Models.Mailbox>('POST', '/v1/mailboxes/{id}/pause', { path: { id }, options }),
    /**
     * Resume a mailbox.
     *
     * Ends a pause. The limit of the day follows within seconds, or with the next window of mail once the day was planned anew three times; after a long pause it is lower than before.
     *
     * Scope: `mailboxes:write`.
     *
     * POST /v1/mailboxes/{id}/resume
     */
    resume: (id: string, options?: PostOptions) =>
      call<Models.Mailbox>('POST', '/v1/mailboxes/{id}/resume', { path: { id }, options }),
  },
  tenants: {
    /**
     * See what a tenant may send.
     *
     * Scope: `tenants:read`.
     *
     * GET /v1/tenants/{id}/send-budget
     */
    sendBudget: (id: string, options?: CallOptions) =>
      call<Models.SendBudget>('GET', '/v1/tenants/{id}/send-budget', { path: { id }, options }),
    /**
     * Get a tenant.
     *
     * Scope: `tenants:read`.
     *
     * GET /v1/tenants/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Tenant>('GET', '/v1/tenants/{id}', { path: { id }, options }),
  },
  signals: {
    /**
     * Report what happened to messages.
     *
     * Takes 1 to 5,000 signals, in up to 8 MiB. What is answered as accepted is stored and counted. Each is judged by itself: one of an unknown mailbox, older than 30 days or more than an hour ahead is refused and holds up no other. An id is counted once, so a call that got no answer is simply sent again.
     *
     * Scope: `signals:write`.
     *
     * POST /v1/signals
     */
    create: (body: Models.RecordSignals, options?: PostOptions) =>
      call<Models.SignalResults>('POST', '/v1/signals', { body, options }),
    /**
     * Get the signals of a domain by day.
     *
     * Counts by day and recipient provider, over all its mailboxes. Of more than 92 days the last are told.
     *
     * Scope: `signals:read`.
     *
     * GET /v1/domains/{id}/signals
     */
    ofDomain: (id: string, query?: Query<'signals.ofDomain'>, options?: CallOptions) =>
      call<Models.SignalDays>('GET', '/v1/domains/{id}/signals', { path: { id }, query, options }),
    /**
     * Get the signals of a mailbox by day.
     *
     * Counts by day and recipient provider. Of more than 92 days the last are told.
     *
     * Scope: `signals:read`.
     *
     * GET /v1/mailboxes/{id}/signals
     */
    ofMailbox: (id: string, query?: Query<'signals.ofMailbox'>, options?: CallOptions) =>
      call<Models.SignalDays>('GET', '/v1/mailboxes/{id}/signals', { path: { id }, query, options }),
  },
  bounces: {
    /**
     * Report a mail that came back.
     *
     * Reads a bounce, a delay, a receipt or a complaint (RFC 3464, RFC 5965, and what servers write instead), and counts its signals. The same report is counted once. Report a bounce either this way or as a signal, not both.
     *
     * Scope: `signals:write`.
     *
     * POST /v1/bounces
     */
    create: (body: string | Uint8Array | ArrayBuffer | Blob, query?: Query<'bounces.create'>, options?: PostOptions) =>
      call<Models.Bounce>('POST', '/v1/bounces', { body, contentType: 'message/rfc822', query, options }),
  },
  suppressions: {
    /**
     * Suppress addresses.
     *
     * Puts up to 1,000 addresses on the list by hand, for all your domains. What stands there already stays as it is, so a call that got no answer is simply sent again.
     *
     * Scope: `suppressions:write`.
     *
     * POST /v1/suppressions
     */
    create: (body: Models.CreateSuppressions, options?: PostOptions) =>
      call<Models.SuppressedAddresses>('POST', '/v1/suppressions', { body, options }),
    /**
     * List suppressions.
     *
     * Recipients that do not exist, complained, unsubscribed, or were put there by hand. Signals that name their `recipient` tell them, reports handed in by `bounces.create`, and those found in the mailboxes. Each is listed once for each domain and reason.
     *
     * Scope: `suppressions:read`.
     *
     * GET /v1/suppressions
     */
    list: (query?: Query<'suppressions.list'>, options?: CallOptions) =>
      list<Models.Suppression>('/v1/suppressions', { query, options }),
    /**
     * Get a suppression.
     *
     * Scope: `suppressions:read`.
     *
     * GET /v1/suppressions/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Suppression>('GET', '/v1/suppressions/{id}', { path: { id }, options }),
    /**
     * Delete a suppression.
     *
     * The recipient may be written to after all: the reason goes for all your domains, other reasons stay. Told anew, it suppresses again. Answers with what it was.
     *
     * Scope: `suppressions:write`.
     *
     * DELETE /v1/suppressions/{id}
     */
    delete: (id: string, options?: CallOptions) =>
      call<Models.Suppression>('DELETE', '/v1/suppressions/{id}', { path: { id }, options }),
  },
  suppressionChecks: {
    /**
     * Check addresses.
     *
     * Which of up to 1,000 addresses are suppressed, and why. Ask before you write to them.
     *
     * Scope: `suppressions:read`.
     *
     * POST /v1/suppression-checks
     */
    create: (body: Models.CreateSuppressionCheck, options?: PostOptions) =>
      call<Models.SuppressionCheck>('POST', '/v1/suppression-checks', { body, options }),
  },
  dmarcReports: {
    /**
     * Hand in a DMARC aggregate report.
     *
     * Takes XML, gzip, zip, or a mail with any of them. The first bytes say what it is; the media type is not believed. A report that has come before is not counted again.
     *
     * Scope: `signals:write`.
     *
     * POST /v1/dmarc-reports
     */
    create: (body: string | Uint8Array | ArrayBuffer | Blob, options?: PostOptions) =>
      call<Models.DmarcReportResults>('POST', '/v1/dmarc-reports', { body, contentType: 'application/octet-stream', options }),
  },
  dmarc: {
    /**
     * Get what receivers say of a domain.
     *
     * DMARC results by day and by source, and the newest reports. A report is counted on the day on which it begins. Of more than 92 days the last are told.
     *
     * Scope: `signals:read`.
     *
     * GET /v1/domains/{id}/dmarc
     */
    get: (id: string, query?: Query<'dmarc.get'>, options?: CallOptions) =>
      call<Models.Dmarc>('GET', '/v1/domains/{id}/dmarc', { path: { id }, query, options }),
  },
  rotations: {
    /**
     * List rotations.
     *
     * Scope: `rotations:read`.
     *
     * GET /v1/rotations
     */
    list: (query?: Query<'rotations.list'>, options?: CallOptions) =>
      list<Models.Rotation>('/v1/rotations', { query, options }),
    /**
     * Get a rotation.
     *
     * Scope: `rotations:read`.
     *
     * GET /v1/rotations/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Rotation>('GET', '/v1/rotations/{id}', { path: { id }, options }),
    /**
     * Get the mapping of a rotation.
     *
     * Each old mailbox with its successor, or with the reason why it has none. Final from the cutover on.
     *
     * Scope: `rotations:read`.
     *
     * GET /v1/rotations/{id}/mailboxes
     */
    mailboxes: (id: string, options?: CallOptions) =>
      call<Models.RotationMailboxes>('GET', '/v1/rotations/{id}/mailboxes', { path: { id }, options }),
    /**
     * Let a rotation go on.
     *
     * One that waits for approval begins; one that is blocked looks again at once, with the replacement that is named. It goes on by itself as well when what it lacks turns up.
     *
     * Scope: `rotations:write`.
     *
     * POST /v1/rotations/{id}/approve
     */
    approve: (id: string, body: Models.ApproveRotation, options?: PostOptions) =>
      call<Models.Rotation>('POST', '/v1/rotations/{id}/approve', { path: { id }, body, options }),
    /**
     * Cancel a rotation.
     *
     * Before the cutover the old domain goes on as if nothing had been; a replacement that was ordered stays, as a spare. After it the successors keep their places, and the old domain rests and is not retired.
     *
     * Scope: `rotations:write`.
     *
     * POST /v1/rotations/{id}/cancel
     */
    cancel: (id: string, options?: PostOptions) =>
      call<Models.Rotation>('POST', '/v1/rotations/{id}/cancel', { path: { id }, options }),
  },
  fleets: {
    /**
     * Keep a fleet.
     *
     * Keeps domains of a brand able to send `dailySendTarget` messages a day. It orders them bit by bit, so that they do not wear out together, holds spares that are warmed up, and replaces what is worn or burned. A target that `maxSpendPerMonth` or the spend ceiling of the account can never pay for is refused; `quotes.create` says what it takes.
     *
     * Scope: `fleets:write`.
     *
     * POST /v1/fleets
     */
    create: (body: Models.CreateFleet, options?: PostOptions) =>
      call<Models.Fleet>('POST', '/v1/fleets', { body, options }),
    /**
     * List fleets.
     *
     * Scope: `fleets:read`.
     *
     * GET /v1/fleets
     */
    list: (query?: Query<'fleets.list'>, options?: CallOptions) =>
      list<Models.Fleet>('/v1/fleets', { query, options }),
    /**
     * Get a fleet.
     *
     * Scope: `fleets:read`.
     *
     * GET /v1/fleets/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Fleet>('GET', '/v1/fleets/{id}', { path: { id }, options }),
    /**
     * Change a fleet.
     *
     * It is looked after anew at once. Brand, provider, residency and people stay: for others keep another fleet. With `If-Match` it is changed only if it still has that version.
     *
     * Scope: `fleets:write`.
     *
     * PATCH /v1/fleets/{id}
     */
    update: (id: string, body: Models.UpdateFleet, options?: ChangeOptions) =>
      call<Models.Fleet>('PATCH', '/v1/fleets/{id}', { path: { id }, body, options }),
    /**
     * Keep a fleet no more.
     *
     * Nothing is ordered, parked or replaced for it any more. Its domains stay with the account as they are, with their own rotation policies; rotations that have begun go on. Retire the domains to end what they cost.
     *
     * Scope: `fleets:write`.
     *
     * DELETE /v1/fleets/{id}
     */
    end: (id: string, options?: CallOptions) =>
      call<Models.Fleet>('DELETE', '/v1/fleets/{id}', { path: { id }, options }),
    /**
     * Forecast a fleet.
     *
     * What it can send on each of the next 90 days, with a band of 80 %, what it will order and what that costs. Losses are drawn from the burn rate that was seen, with 15 % a month as long as little was; it is reckoned anew each day, and when the fleet changes.
     *
     * Scope: `fleets:read`.
     *
     * GET /v1/fleets/{id}/forecast
     */
    forecast: (id: string, options?: CallOptions) =>
      call<Models.FleetForecast>('GET', '/v1/fleets/{id}/forecast', { path: { id }, options }),
  },
  operations: {
    /**
     * List operations.
     *
     * Scope: `operations:read`.
     *
     * GET /v1/operations
     */
    list: (query?: Query<'operations.list'>, options?: CallOptions) =>
      list<Models.Operation>('/v1/operations', { query, options }),
    /**
     * Get an operation.
     *
     * Scope: `operations:read`.
     *
     * GET /v1/operations/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Operation>('GET', '/v1/operations/{id}', { path: { id }, options }),
    /**
     * Follow an operation.
     *
     * Server-sent events. Each event `operation` carries the whole operation: its present state first, then each change. `end` tells that it has ended, and closes the stream. A client that connects again misses nothing that counts, as it gets the present state; `Last-Event-ID` is not needed.
     *
     * Scope: `operations:read`.
     *
     * GET /v1/operations/{id}/events
     */
    events: (id: string, options?: StreamOptions) =>
      stream<Models.Operation>('/v1/operations/{id}/events', { path: { id }, options }),
    /**
     * Cancel an operation.
     *
     * Undoes what can be undone; `remains` tells what cannot. Only `domains.create` can be cancelled. The operation is `cancelled` when that is done.
     *
     * Scope: `operations:write`.
     *
     * POST /v1/operations/{id}/cancel
     */
    cancel: (id: string, options?: PostOptions) =>
      call<Models.Operation>('POST', '/v1/operations/{id}/cancel', { path: { id }, options }),
    /**
     * Try an operation again.
     *
     * After a person has done what `message` asks for, or in order not to wait for the next try.
     *
     * Scope: `operations:write`.
     *
     * POST /v1/operations/{id}/retry
     */
    retry: (id: string, options?: PostOptions) =>
      call<Models.Operation>('POST', '/v1/operations/{id}/retry', { path: { id }, options }),
  },
  accounts: {
    /**
     * Create a sub-account.
     *
     * It belongs to the account of the key, in the mode (test or live) of the key. Send its id as `Coldframe-Account` to act for it. A sub-account has none of its own.
     *
     * Scope: `accounts:write`.
     *
     * POST /v1/accounts
     */
    create: (body: Models.CreateAccount, options?: PostOptions) =>
      call<Models.Account>('POST', '/v1/accounts', { body, options }),
    /**
     * List sub-accounts.
     *
     * Those of the mode (test or live) of the key that asks.
     *
     * Scope: `accounts:read`.
     *
     * GET /v1/accounts
     */
    list: (query?: Query<'accounts.list'>, options?: CallOptions) =>
      list<Models.Account>('/v1/accounts', { query, options }),
    /**
     * Get an account.
     *
     * Your own account or one of its sub-accounts.
     *
     * Scope: `accounts:read`.
     *
     * GET /v1/accounts/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Account>('GET', '/v1/accounts/{id}', { path: { id }, options }),
    /**
     * Change an account.
     *
     * Merges `metadata`. A key of a sub-account can lower the spend ceiling of it, and never raise it; a key of the account above can. An account of its own is changed by live keys only, as it has both modes. With `If-Match` it is changed only if it still has that version.
     *
     * Scope: `accounts:write`.
     *
     * PATCH /v1/accounts/{id}
     */
    update: (id: string, body: Models.UpdateAccount, options?: ChangeOptions) =>
      call<Models.Account>('PATCH', '/v1/accounts/{id}', { path: { id }, body, options }),
    /**
     * Confirm who is responsible.
     *
     * Confirms once that consent of recipients and local law are the responsibility of the sender. Needed before the first live domain of the account; each sub-account has its own. Confirming it again changes nothing.
     *
     * Scope: `accounts:write`.
     *
     * POST /v1/accounts/{id}/attest
     */
    attest: (id: string, body: Models.AttestAccount, options?: PostOptions) =>
      call<Models.Account>('POST', '/v1/accounts/{id}/attest', { path: { id }, body, options }),
  },
  quotes: {
    /**
     * Price orders.
     *
     * Prices up to 100 orders, or a fleet, or both, without placing them: nothing is bought, held or kept. An order that `domains.create` would refuse for what it says is refused here in the same way; `detail` begins with its place.
     *
     * Scope: `domains:read`.
     *
     * POST /v1/quotes
     */
    create: (body: Models.CreateQuote, options?: PostOptions) =>
      call<Models.Quote>('POST', '/v1/quotes', { body, options }),
  },
  purchases: {
    /**
     * List purchases.
     *
     * The ledger of what Coldframe bought outside, one row for each purchase, written together with the record that it was made. Your invoice has the flat price, not these.
     *
     * Scope: `billing:read`.
     *
     * GET /v1/purchases
     */
    list: (query?: Query<'purchases.list'>, options?: CallOptions) =>
      list<Models.Purchase>('/v1/purchases', { query, options }),
  },
  events: {
    /**
     * List events.
     *
     * The log of what happened, of the last 90 days. `sequence` has no gap: whoever has read up to one number misses nothing by asking for what is `afterSequence`.
     *
     * Scope: `events:read`.
     *
     * GET /v1/events
     */
    list: (query?: Query<'events.list'>, options?: CallOptions) =>
      list<Models.Event>('/v1/events', { query, options }),
    /**
     * Get an event.
     *
     * Scope: `events:read`.
     *
     * GET /v1/events/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.Event>('GET', '/v1/events/{id}', { path: { id }, options }),
    /**
     * Follow events.
     *
     * Server-sent events: each has the type as `event`, the whole event as `data`, and its `sequence` as `id`. A client that connects again with `Last-Event-ID` gets what it missed, in order, and nothing twice. The stream has no end of its own.
     *
     * Scope: `events:read`.
     *
     * GET /v1/events/stream
     */
    stream: (query?: Query<'events.stream'>, options?: StreamOptions) =>
      stream<ColdframeEvent>('/v1/events/stream', { query, options }),
  },
  webhookEndpoints: {
    /**
     * Create a webhook endpoint.
     *
     * From now on the events of the account that it asks for are sent to it. The answer holds the secret that they are signed with, this once. An account has at most 50.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-endpoints
     */
    create: (body: Models.CreateWebhookEndpoint, options?: PostOptions) =>
      call<Models.WebhookEndpointWithSecret>('POST', '/v1/webhook-endpoints', { body, options }),
    /**
     * List webhook endpoints.
     *
     * Scope: `webhooks:read`.
     *
     * GET /v1/webhook-endpoints
     */
    list: (query?: Query<'webhookEndpoints.list'>, options?: CallOptions) =>
      list<Models.WebhookEndpoint>('/v1/webhook-endpoints', { query, options }),
    /**
     * Get a webhook endpoint.
     *
     * Scope: `webhooks:read`.
     *
     * GET /v1/webhook-endpoints/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.WebhookEndpoint>('GET', '/v1/webhook-endpoints/{id}', { path: { id }, options }),
    /**
     * Change a webhook endpoint.
     *
     * Merges `metadata`. A new `url` counts for what is on its way as well. With `If-Match` it is changed only if it still has that version.
     *
     * Scope: `webhooks:write`.
     *
     * PATCH /v1/webhook-endpoints/{id}
     */
    update: (id: string, body: Models.UpdateWebhookEndpoint, options?: ChangeOptions) =>
      call<Models.WebhookEndpoint>('PATCH', '/v1/webhook-endpoints/{id}', { path: { id }, body, options }),
    /**
     * Delete a webhook endpoint.
     *
     * Nothing is sent to it any more, and what was on its way is `cancelled`. Its deliveries can still be read one by one. Answers with what it was.
     *
     * Scope: `webhooks:write`.
     *
     * DELETE /v1/webhook-endpoints/{id}
     */
    delete: (id: string, options?: CallOptions) =>
      call<Models.WebhookEndpoint>('DELETE', '/v1/webhook-endpoints/{id}', { path: { id }, options }),
    /**
     * Roll the secret of a webhook endpoint.
     *
     * Makes a new secret; the answer holds it, this once. For `overlapHours` everything is signed with both, so that a receiver can change over when it likes. One that was rolled before that ends now.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-endpoints/{id}/roll-secret
     */
    rollSecret: (id: string, body: Models.RollWebhookSecret, options?: PostOptions) =>
      call<Models.WebhookEndpointWithSecret>('POST', '/v1/webhook-endpoints/{id}/roll-secret', { path: { id }, body, options }),
    /**
     * Test a webhook endpoint.
     *
     * Sends `test.ping` to this endpoint and to no other, whatever events it asks for. The answer is the delivery; read it again to see what the receiver said.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-endpoints/{id}/test
     */
    test: (id: string, options?: PostOptions) =>
      call<Models.WebhookDelivery>('POST', '/v1/webhook-endpoints/{id}/test', { path: { id }, options }),
    /**
     * Enable a webhook endpoint.
     *
     * What happens from now on is sent to it; `redeliver` brings back what it missed.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-endpoints/{id}/enable
     */
    enable: (id: string, options?: PostOptions) =>
      call<Models.WebhookEndpoint>('POST', '/v1/webhook-endpoints/{id}/enable', { path: { id }, options }),
    /**
     * Disable a webhook endpoint.
     *
     * Nothing is sent to it until it is enabled, and what was on its way is `cancelled`.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-endpoints/{id}/disable
     */
    disable: (id: string, options?: PostOptions) =>
      call<Models.WebhookEndpoint>('POST', '/v1/webhook-endpoints/{id}/disable', { path: { id }, options }),
    /**
     * Send again what an endpoint missed.
     *
     * Of the events since a time that the endpoint asks for: those whose delivery failed or was cancelled, and those that were never sent, as the endpoint was disabled. With `succeeded` in `statuses` also those that it has taken. At most 10,000 at a time, the oldest first. Each keeps its `webhook-id`.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-endpoints/{id}/redeliver
     */
    redeliver: (id: string, body: Models.RedeliverWebhooks, options?: PostOptions) =>
      call<Models.RedeliveredWebhooks>('POST', '/v1/webhook-endpoints/{id}/redeliver', { path: { id }, body, options }),
  },
  webhookDeliveries: {
    /**
     * List the deliveries of a webhook endpoint.
     *
     * Those of the last 90 days.
     *
     * Scope: `webhooks:read`.
     *
     * GET /v1/webhook-endpoints/{id}/deliveries
     */
    list: (id: string, query?: Query<'webhookDeliveries.list'>, options?: CallOptions) =>
      list<Models.WebhookDelivery>('/v1/webhook-endpoints/{id}/deliveries', { path: { id }, query, options }),
    /**
     * Get a webhook delivery.
     *
     * With its attempts: what was sent, what was answered, how long it took.
     *
     * Scope: `webhooks:read`.
     *
     * GET /v1/webhook-deliveries/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.WebhookDeliveryWithAttempts>('GET', '/v1/webhook-deliveries/{id}', { path: { id }, options }),
    /**
     * Make a webhook delivery again.
     *
     * Begins a new round, whatever has become of it so far: at once, and after a failure by the same schedule as the first time. The event keeps its `webhook-id`.
     *
     * Scope: `webhooks:write`.
     *
     * POST /v1/webhook-deliveries/{id}/redeliver
     */
    redeliver: (id: string, options?: PostOptions) =>
      call<Models.WebhookDelivery>('POST', '/v1/webhook-deliveries/{id}/redeliver', { path: { id }, options }),
  },
  apiKeys: {
    /**
     * Create an API key.
     *
     * The answer holds the key, this once. It can hold only scopes that the key which asks holds itself.
     *
     * Scope: `api_keys:write`.
     *
     * POST /v1/api-keys
     */
    create: (body: Models.CreateApiKey, options?: PostOptions) =>
      call<Models.CreatedApiKey>('POST', '/v1/api-keys', { body, options }),
    /**
     * List API keys.
     *
     * Those of the mode (test or live) of the key that asks; revoked ones, too.
     *
     * Scope: `api_keys:read`.
     *
     * GET /v1/api-keys
     */
    list: (query?: Query<'apiKeys.list'>, options?: CallOptions) =>
      list<Models.ApiKey>('/v1/api-keys', { query, options }),
    /**
     * Get an API key.
     *
     * Scope: `api_keys:read`.
     *
     * GET /v1/api-keys/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.ApiKey>('GET', '/v1/api-keys/{id}', { path: { id }, options }),
    /**
     * Revoke an API key.
     *
     * It does not work any more, from the next request on and for ever. A key may revoke itself; doing it again changes nothing.
     *
     * Scope: `api_keys:write`.
     *
     * DELETE /v1/api-keys/{id}
     */
    revoke: (id: string, options?: CallOptions) =>
      call<Models.ApiKey>('DELETE', '/v1/api-keys/{id}', { path: { id }, options }),
    /**
     * Roll an API key.
     *
     * Makes a key of the same name and scopes; the answer holds it, this once. The old key works for `overlapSeconds` more, then expires; revoke it to end it sooner. A key may roll itself, and others whose scopes it holds.
     *
     * Scope: `api_keys:write`.
     *
     * POST /v1/api-keys/{id}/roll
     */
    roll: (id: string, body: Models.RollApiKey, options?: PostOptions) =>
      call<Models.CreatedApiKey>('POST', '/v1/api-keys/{id}/roll', { path: { id }, body, options }),
  },
  auditLog: {
    /**
     * List the audit log.
     *
     * Every change that a key has made to things of the account, in the mode (test or live) of the key that asks. What was refused is not in it.
     *
     * Scope: `audit:read`.
     *
     * GET /v1/audit-log
     */
    list: (query?: Query<'auditLog.list'>, options?: CallOptions) =>
      list<Models.AuditEntry>('/v1/audit-log', { query, options }),
    /**
     * Get an entry of the audit log.
     *
     * Scope: `audit:read`.
     *
     * GET /v1/audit-log/{id}
     */
    get: (id: string, options?: CallOptions) =>
      call<Models.AuditEntry>('GET', '/v1/audit-log/{id}', { path: { id }, options }),
  },
})
