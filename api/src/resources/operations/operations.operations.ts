import { defineOperation, defineStream } from '../../operation.ts'
import { Operation, OperationList, OperationListQuery, OperationParams } from './operations.schemas.ts'

export const operationOperations = [
  defineOperation({
    id: 'operations.list',
    rest: { method: 'GET', path: '/v1/operations', status: 200 },
    graphql: { query: 'operations' },
    scope: 'operations:read',
    audit: null,
    summary: 'List operations',
    query: OperationListQuery,
    output: OperationList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.operations.list(owner, query),
  }),

  defineOperation({
    id: 'operations.get',
    rest: { method: 'GET', path: '/v1/operations/{id}', status: 200 },
    graphql: { query: 'operation' },
    scope: 'operations:read',
    audit: null,
    summary: 'Get an operation',
    params: OperationParams,
    output: Operation,
    errors: ['operation_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.operations.get(owner, id),
  }),

  defineStream({
    id: 'operations.events',
    rest: { method: 'GET', path: '/v1/operations/{id}/events', status: 200 },
    graphql: { subscription: 'operation' },
    scope: 'operations:read',
    audit: null,
    summary: 'Follow an operation',
    description:
      'Server-sent events. Each event `operation` carries the whole operation: its present state first, then each change. `end` tells that it has ended, and closes the stream. A client that connects again misses nothing that counts, as it gets the present state; `Last-Event-ID` is not needed.',
    params: OperationParams,
    output: Operation,
    errors: ['operation_not_found'],
    example:
      'event: operation\ndata: {"id":"op_01jd8k5f9q4rwxyzabcdefghjn","status":"running", …}\n\nevent: end\ndata: {"status":"succeeded"}\n\n',
    toFrames: (operation) => [
      { event: 'operation', id: operation.updatedAt, data: operation },
      ...(operation.finishedAt === null ? [] : [{ event: 'end', data: { status: operation.status } }]),
    ],
    handler: ({ id }, { actor: { owner }, services, signal }) => services.operations.follow(owner, id, signal),
  }),

  defineOperation({
    id: 'operations.cancel',
    rest: { method: 'POST', path: '/v1/operations/{id}/cancel', status: 202 },
    graphql: { mutation: 'cancelOperation' },
    scope: 'operations:write',
    audit: 'operation.cancelled',
    summary: 'Cancel an operation',
    description:
      'Undoes what can be undone; `remains` tells what cannot. Only `domains.create` can be cancelled. The operation is `cancelled` when that is done.',
    params: OperationParams,
    output: Operation,
    errors: ['operation_not_found', 'operation_finished', 'operation_not_cancellable'],
    handler: ({ id }, { actor: { owner }, services }) => services.operations.cancel(owner, id),
  }),

  defineOperation({
    id: 'operations.retry',
    rest: { method: 'POST', path: '/v1/operations/{id}/retry', status: 202 },
    graphql: { mutation: 'retryOperation' },
    scope: 'operations:write',
    audit: 'operation.retried',
    summary: 'Try an operation again',
    description: 'After a person has done what `message` asks for, or in order not to wait for the next try.',
    params: OperationParams,
    output: Operation,
    errors: ['operation_not_found', 'operation_finished', 'operation_not_waiting'],
    handler: ({ id }, { actor: { owner }, services }) => services.operations.retry(owner, id),
  }),
]
