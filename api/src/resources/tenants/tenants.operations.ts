import { defineOperation } from '../../operation.ts'
import { Tenant, TenantParams } from './tenants.schemas.ts'

export const tenantOperations = [
  defineOperation({
    id: 'tenants.get',
    rest: { method: 'GET', path: '/v1/tenants/{id}', status: 200 },
    graphql: { query: 'tenant' },
    scope: 'tenants:read',
    audit: null,
    summary: 'Get a tenant',
    params: TenantParams,
    output: Tenant,
    errors: ['tenant_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.tenants.get(owner, id),
  }),
]
