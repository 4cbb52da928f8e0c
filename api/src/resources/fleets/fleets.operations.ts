import { defineOperation } from '../../operation.ts'
import {
  CreateFleet,
  Fleet,
  FleetForecast,
  FleetList,
  FleetListQuery,
  FleetParams,
  UpdateFleet,
} from './fleets.schemas.ts'

export const fleetOperations = [
  defineOperation({
    id: 'fleets.create',
    rest: { method: 'POST', path: '/v1/fleets', status: 201, location: '/v1/fleets/{id}' },
    graphql: { mutation: 'createFleet' },
    scope: 'fleets:write',
    audit: 'fleet.created',
    summary: 'Keep a fleet',
    description:
      'Keeps domains of a brand able to send `dailySendTarget` messages a day. It orders them bit by bit, so that they do not wear out together, holds spares that are warmed up, and replaces what is worn or burned. A target that `maxSpendPerMonth` or the spend ceiling of the account can never pay for is refused; `quotes.create` says what it takes.',
    body: CreateFleet,
    output: Fleet,
    errors: [
      'provider_not_available',
      'currency_mismatch',
      'fleet_unaffordable',
      'fleet_too_large',
      'attestation_missing',
      'live_mode_not_configured',
      'test_mode_not_configured',
    ],
    handler: (wish, { actor: { owner }, services }) => services.fleets.create(owner, wish),
  }),

  defineOperation({
    id: 'fleets.list',
    rest: { method: 'GET', path: '/v1/fleets', status: 200 },
    graphql: { query: 'fleets' },
    scope: 'fleets:read',
    audit: null,
    summary: 'List fleets',
    query: FleetListQuery,
    output: FleetList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.fleets.list(owner, query),
  }),

  defineOperation({
    id: 'fleets.get',
    rest: { method: 'GET', path: '/v1/fleets/{id}', status: 200, etag: 'answers' },
    graphql: { query: 'fleet' },
    scope: 'fleets:read',
    audit: null,
    summary: 'Get a fleet',
    params: FleetParams,
    output: Fleet,
    errors: ['fleet_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.fleets.get(owner, id),
  }),

  defineOperation({
    id: 'fleets.update',
    rest: { method: 'PATCH', path: '/v1/fleets/{id}', status: 200, etag: 'checks' },
    graphql: { mutation: 'updateFleet' },
    scope: 'fleets:write',
    audit: 'fleet.updated',
    summary: 'Change a fleet',
    description:
      'It is looked after anew at once. Brand, provider, residency and people stay: for others keep another fleet. With `If-Match` it is changed only if it still has that version.',
    params: FleetParams,
    body: UpdateFleet,
    output: Fleet,
    errors: [
      'fleet_not_found',
      'fleet_ended',
      'fleet_unaffordable',
      'fleet_too_large',
      'currency_mismatch',
      'version_mismatch',
    ],
    handler: ({ id, ...change }, { actor: { owner }, services, ifVersions }) =>
      services.fleets.update(owner, id, change, ifVersions),
  }),

  defineOperation({
    id: 'fleets.end',
    rest: { method: 'DELETE', path: '/v1/fleets/{id}', status: 200 },
    graphql: { mutation: 'endFleet' },
    scope: 'fleets:write',
    audit: 'fleet.ended',
    summary: 'Keep a fleet no more',
    description:
      'Nothing is ordered, parked or replaced for it any more. Its domains stay with the account as they are, with their own rotation policies; rotations that have begun go on. Retire the domains to end what they cost.',
    params: FleetParams,
    output: Fleet,
    errors: ['fleet_not_found', 'fleet_ended'],
    handler: ({ id }, { actor: { owner }, services }) => services.fleets.end(owner, id),
  }),

  defineOperation({
    id: 'fleets.forecast',
    rest: { method: 'GET', path: '/v1/fleets/{id}/forecast', status: 200 },
    graphql: { query: 'fleetForecast' },
    scope: 'fleets:read',
    audit: null,
    summary: 'Forecast a fleet',
    description:
      'What it can send on each of the next 90 days, with a band of 80 %, what it will order and what that costs. Losses are drawn from the burn rate that was seen, with 15 % a month as long as little was; it is reckoned anew each day, and when the fleet changes.',
    params: FleetParams,
    output: FleetForecast,
    errors: ['fleet_not_found', 'fleet_ended'],
    handler: ({ id }, { actor: { owner }, services }) => services.fleets.forecast(owner, id),
  }),
]
