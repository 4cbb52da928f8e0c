import { defineOperation } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import { Chart } from '../warmup/warmup.schemas.ts'
import { Health, HealthHistory, HealthHistoryQuery } from './health.schemas.ts'

export const healthOperations = [
  defineOperation({
    id: 'health.get',
    rest: { method: 'GET', path: '/v1/domains/{id}/health', status: 200 },
    graphql: { query: 'health' },
    scope: 'domains:read',
    audit: null,
    summary: 'Get the health of a domain',
    description:
      'The newest verdict, with each number that it rests on: value, interval, threshold, sample size and window. A day is judged when it is over. No data is never read as healthy, and never as burned.',
    params: DomainParams,
    output: Health,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.health.get(owner, id),
  }),

  defineOperation({
    id: 'health.history',
    rest: { method: 'GET', path: '/v1/domains/{id}/health/history', status: 200 },
    graphql: { query: 'healthHistory' },
    scope: 'domains:read',
    audit: null,
    summary: 'List the changes of a domain’s health',
    description: 'Each verdict that changed the health or its cause, with what spoke against the domain on that day.',
    params: DomainParams,
    query: HealthHistoryQuery,
    output: HealthHistory,
    errors: ['domain_not_found', 'invalid_cursor'],
    handler: ({ id, ...query }, { actor: { owner }, services }) => services.health.history(owner, id, query),
  }),

  defineOperation({
    id: 'health.chart',
    rest: {
      ...{ method: 'GET', path: '/v1/domains/{id}/health.svg', status: 200 },
      file: { mediaType: 'image/svg+xml', field: 'svg' },
    },
    graphql: { query: 'healthChart' },
    scope: 'domains:read',
    audit: null,
    summary: 'Draw the health of a domain over time',
    description:
      'The last 60 days that were judged: the health of each, and under it which share of the neutral mail lay in the spam folder.',
    params: DomainParams,
    output: Chart,
    errors: ['domain_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.health.chart(owner, id),
  }),
]
