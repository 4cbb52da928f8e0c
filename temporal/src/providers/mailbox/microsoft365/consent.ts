import { isProviderError } from '../../errors.ts'
import { GRAPH_APP } from './grants.ts'
import type { GraphSession } from './graph.ts'
import type { PartnerCenter } from './partner-center.ts'
import { isNotSpreadYet, spreading } from './spreading.ts'

/** What the partner's user may do in the tenant for the one moment in which it gives our application its roles. */
const delegatedScopes = [
  'Directory.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'RoleManagement.ReadWrite.Directory',
  'DelegatedPermissionGrant.ReadWrite.All',
]

interface ConsentDeps {
  partnerCenter: PartnerCenter
  applicationId: string
  /** Graph as the partner's user inside the tenant, with a token issued after the last `forgetTokens`. */
  userGraphFor: (tenantId: string) => GraphSession
  forgetTokens: (tenantId: string) => void
  /** Gives our application its roles. */
  grant: (graph: GraphSession) => Promise<void>
  /** Any cheap call as our application. */
  probe: (tenantId: string) => Promise<unknown>
}

/** Consent without a person: the partner's consent in the tenant, by which our application then gets its own roles. */
export function createConsent(deps: ConsentDeps) {
  const { partnerCenter, applicationId, userGraphFor, forgetTokens, grant, probe } = deps

  async function authorizeTenant(tenantId: string): Promise<void> {
    await consent(tenantId)
    forgetTokens(tenantId)
    try {
      await grant(userGraphFor(tenantId))
      forgetTokens(tenantId)
      await probe(tenantId)
    } catch (error) {
      throw isNotSpreadYet(error) ? spreading(error) : error
    }
  }

  async function consent(tenantId: string): Promise<void> {
    const grants = [{ enterpriseApplicationId: GRAPH_APP, scope: delegatedScopes.join(',') }]
    const body = { applicationId, applicationGrants: grants }
    const path = `/customers/${tenantId}/applicationconsents`
    await partnerCenter.request({ operation: 'consent', method: 'POST', path, body }).catch((error) => {
      const isThereAlready =
        isProviderError(error) && (error.kind === 'conflict' || /Permission entry already exists/i.test(error.message))
      if (!isThereAlready) throw error
    })
  }

  return { authorizeTenant }
}
