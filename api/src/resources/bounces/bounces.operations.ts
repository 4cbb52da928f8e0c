import { defineUpload } from '../../operation.ts'
import { BOUNCE_LIMIT, Bounce, BounceQuery } from './bounces.schemas.ts'

export const bounceOperations = [
  defineUpload({
    id: 'bounces.create',
    rest: { method: 'POST', path: '/v1/bounces', status: 200 },
    graphql: { mutation: 'createBounce' },
    scope: 'signals:write',
    audit: 'bounce.recorded',
    summary: 'Report a mail that came back',
    description:
      'Reads a bounce, a delay, a receipt or a complaint (RFC 3464, RFC 5965, and what servers write instead), and counts its signals. The same report is counted once. Report a bounce either this way or as a signal, not both.',
    query: BounceQuery,
    upload: {
      mediaTypes: ['message/rfc822'],
      mostBytes: BOUNCE_LIMIT,
      description: 'The whole mail, as it came.',
    },
    output: Bounce,
    errors: ['mailbox_not_found'],
    handler: ({ bytes, mailboxId }, { actor: { owner }, services }) =>
      services.bounces.record(owner, bytes, mailboxId ?? null),
  }),
]
