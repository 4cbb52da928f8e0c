import { defineOperation } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import { MailboxParams } from '../mailboxes/mailboxes.schemas.ts'
import { DaysQuery, RecordSignals, SIGNALS_LIMIT, SignalDays, SignalResults } from './signals.schemas.ts'

export const signalOperations = [
  defineOperation({
    id: 'signals.create',
    rest: { method: 'POST', path: '/v1/signals', status: 200, mostBytes: SIGNALS_LIMIT },
    graphql: { mutation: 'createSignals' },
    scope: 'signals:write',
    audit: 'signals.recorded',
    summary: 'Report what happened to messages',
    description:
      'Takes 1 to 5,000 signals, in up to 8 MiB. What is answered as accepted is stored and counted. Each is judged by itself: one of an unknown mailbox, older than 30 days or more than an hour ahead is refused and holds up no other. An id is counted once, so a call that got no answer is simply sent again.',
    body: RecordSignals,
    output: SignalResults,
    errors: [],
    handler: ({ signals }, { actor: { owner }, services }) => services.signals.record(owner, signals),
  }),

  defineOperation({
    id: 'signals.ofDomain',
    rest: { method: 'GET', path: '/v1/domains/{id}/signals', status: 200 },
    graphql: { query: 'domainSignals' },
    scope: 'signals:read',
    audit: null,
    summary: 'Get the signals of a domain by day',
    description:
      'Counts by day and recipient provider, over all its mailboxes. Of more than 92 days the last are told.',
    params: DomainParams,
    query: DaysQuery,
    output: SignalDays,
    errors: ['domain_not_found'],
    handler: ({ id, ...days }, { actor: { owner }, services }) => services.signals.ofDomain(owner, id, days),
  }),

  defineOperation({
    id: 'signals.ofMailbox',
    rest: { method: 'GET', path: '/v1/mailboxes/{id}/signals', status: 200 },
    graphql: { query: 'mailboxSignals' },
    scope: 'signals:read',
    audit: null,
    summary: 'Get the signals of a mailbox by day',
    description: 'Counts by day and recipient provider. Of more than 92 days the last are told.',
    params: MailboxParams,
    query: DaysQuery,
    output: SignalDays,
    errors: ['mailbox_not_found'],
    handler: ({ id, ...days }, { actor: { owner }, services }) => services.signals.ofMailbox(owner, id, days),
  }),
]
