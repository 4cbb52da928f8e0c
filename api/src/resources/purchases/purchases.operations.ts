import { defineOperation } from '../../operation.ts'
import { PurchaseList, PurchaseListQuery } from './purchases.schemas.ts'

export const purchaseOperations = [
  defineOperation({
    id: 'purchases.list',
    rest: { method: 'GET', path: '/v1/purchases', status: 200 },
    graphql: { query: 'purchases' },
    scope: 'billing:read',
    audit: null,
    summary: 'List purchases',
    description:
      'The ledger of what Coldframe bought outside, one row for each purchase, written together with the record that it was made. Your invoice has the flat price, not these.',
    query: PurchaseListQuery,
    output: PurchaseList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.purchases.list(owner, query),
  }),
]
