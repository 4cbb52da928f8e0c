import { defineOperation } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import {
  ApproveRotation,
  RotateDomain,
  Rotation,
  RotationList,
  RotationListQuery,
  RotationMailboxes,
  RotationParams,
} from './rotations.schemas.ts'

export const rotationOperations = [
  defineOperation({
    id: 'domains.rotate',
    rest: { method: 'POST', path: '/v1/domains/{id}/rotate', status: 202 },
    graphql: { mutation: 'rotateDomain' },
    scope: 'rotations:write',
    audit: 'domain.rotated',
    summary: 'Replace a domain',
    description:
      'Brings another domain in: a spare, the one that is named, or one that is ordered within `maxSpend` and the spend ceiling. It ramps up while the old one drains, then each mailbox is told of with its successor. The answer is the rotation; its events tell the rest.',
    params: DomainParams,
    body: RotateDomain,
    output: Rotation,
    errors: [
      'domain_not_found',
      'domain_not_rotatable',
      'rotation_in_progress',
      'replacement_required',
      'replacement_refused',
      'domain_exists',
      'domain_is_primary',
      'currency_mismatch',
    ],
    handler: ({ id, ...wanted }, { actor: { owner }, services }) => services.rotations.rotate(owner, id, wanted),
  }),

  defineOperation({
    id: 'rotations.list',
    rest: { method: 'GET', path: '/v1/rotations', status: 200 },
    graphql: { query: 'rotations' },
    scope: 'rotations:read',
    audit: null,
    summary: 'List rotations',
    query: RotationListQuery,
    output: RotationList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.rotations.list(owner, query),
  }),

  defineOperation({
    id: 'rotations.get',
    rest: { method: 'GET', path: '/v1/rotations/{id}', status: 200 },
    graphql: { query: 'rotation' },
    scope: 'rotations:read',
    audit: null,
    summary: 'Get a rotation',
    params: RotationParams,
    output: Rotation,
    errors: ['rotation_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.rotations.get(owner, id),
  }),

  defineOperation({
    id: 'rotations.mailboxes',
    rest: { method: 'GET', path: '/v1/rotations/{id}/mailboxes', status: 200 },
    graphql: { query: 'rotationMailboxes' },
    scope: 'rotations:read',
    audit: null,
    summary: 'Get the mapping of a rotation',
    description: 'Each old mailbox with its successor, or with the reason why it has none. Final from the cutover on.',
    params: RotationParams,
    output: RotationMailboxes,
    errors: ['rotation_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.rotations.mailboxes(owner, id),
  }),

  defineOperation({
    id: 'rotations.approve',
    rest: { method: 'POST', path: '/v1/rotations/{id}/approve', status: 202 },
    graphql: { mutation: 'approveRotation' },
    scope: 'rotations:write',
    audit: 'rotation.approved',
    summary: 'Let a rotation go on',
    description:
      'One that waits for approval begins; one that is blocked looks again at once, with the replacement that is named. It goes on by itself as well when what it lacks turns up.',
    params: RotationParams,
    body: ApproveRotation,
    output: Rotation,
    errors: [
      'rotation_not_found',
      'rotation_not_waiting',
      'domain_not_found',
      'replacement_refused',
      'domain_exists',
      'domain_is_primary',
      'currency_mismatch',
    ],
    handler: ({ id, ...approval }, { actor: { owner }, services }) => services.rotations.approve(owner, id, approval),
  }),

  defineOperation({
    id: 'rotations.cancel',
    rest: { method: 'POST', path: '/v1/rotations/{id}/cancel', status: 200 },
    graphql: { mutation: 'cancelRotation' },
    scope: 'rotations:write',
    audit: 'rotation.cancelled',
    summary: 'Cancel a rotation',
    description:
      'Before the cutover the old domain goes on as if nothing had been; a replacement that was ordered stays, as a spare. After it the successors keep their places, and the old domain rests and is not retired.',
    params: RotationParams,
    output: Rotation,
    errors: ['rotation_not_found', 'rotation_ended'],
    handler: ({ id }, { actor: { owner }, services }) => services.rotations.cancel(owner, id),
  }),
]
