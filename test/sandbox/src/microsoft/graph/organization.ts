import { tenantDomains } from '../state/domain-list.ts'
import { contextUrl, type GraphCall, type GraphRoute, ok, selected } from './call.ts'

const permissions = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
]

/** The directory knows the tenant's country, but not where its mail rests. */
export const organizationRoutes: GraphRoute[] = [
  {
    method: 'GET',
    path: '/organization',
    permissions,
    handle: (call) => ok({ '@odata.context': contextUrl(call.world, 'organization'), value: [organization(call)] }),
  },
  { method: 'GET', path: '/organization/:organization', permissions, handle: (call) => ok(organization(call)) },
]

function organization({ world, tenant, query }: GraphCall) {
  const all = {
    id: tenant.id,
    deletedDateTime: null,
    displayName: tenant.displayName,
    countryLetterCode: tenant.country,
    country: null,
    defaultUsageLocation: null,
    createdDateTime: new Date(tenant.createdAt).toISOString(),
    tenantType: 'AAD',
    assignedPlans: [],
    provisionedPlans: [],
    verifiedDomains: tenantDomains(world, tenant)
      .filter((domain) => domain.isVerified)
      .map((domain) => ({
        capabilities: domain.supportedServices.join(', '),
        isDefault: domain.isDefault,
        isInitial: domain.isInitial,
        name: domain.name,
        type: 'Managed',
      })),
  }
  return selected(query, all, Object.keys(all))
}
