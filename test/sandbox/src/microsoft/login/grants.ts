import { sandboxCredentials } from '../../world/credentials.ts'
import type { World } from '../../world/world.ts'
import { delegatedScopes, directoryRoleIds, findPrincipal, roleValues } from '../state/grants.ts'
import { type Audience, audiences, directoryRoles, resources } from '../state/names.ts'
import { findTenant, type Tenant } from '../state/tenants.ts'
import { issueRefreshToken, issueToken, lifetimeSeconds, refreshTokenState } from '../state/tokens.ts'
import { requestedAudience } from './audience.ts'
import { loginErrors } from './errors.ts'

const { partner } = sandboxCredentials
const resourceOf: Partial<Record<Audience, string>> = {
  [audiences.graph]: resources.graph,
  [audiences.exchange]: resources.exchange,
}

export interface TokenAnswer {
  token_type: 'Bearer'
  scope?: string
  expires_in: number
  ext_expires_in: number
  access_token: string
  refresh_token?: string
}

/** The answer of a token endpoint to one form; throws a `LoginError` for what Microsoft refuses. */
export function grantToken(world: World, tenantName: string, form: URLSearchParams): TokenAnswer {
  const tenant = findTenant(world, tenantName)
  if (!tenant) throw loginErrors.unknownTenant(tenantName)
  const grant = form.get('grant_type')
  if (grant === null) throw loginErrors.missingParameter('grant_type')
  checkClient(world, tenant, form, grant)
  if (grant === 'client_credentials') return appOnly(world, tenant, requestedAudience(form, tenantName, true))
  if (grant === 'refresh_token') return delegated(world, tenant, form, requestedAudience(form, tenantName, false))
  throw loginErrors.unsupportedGrant(grant)
}

function checkClient(world: World, tenant: Tenant, form: URLSearchParams, grant: string) {
  const clientId = form.get('client_id')
  if (clientId === null) throw loginErrors.missingParameter('client_id')
  const isOurs = clientId.toLowerCase() === partner.clientId
  if (!isOurs) throw loginErrors.unknownApplication(clientId, tenant.displayName)
  if (form.get('client_secret') !== partner.clientSecret) throw loginErrors.wrongSecret(clientId)
  if (findPrincipal(world, tenant.id, clientId)) return
  throw grant === 'refresh_token'
    ? loginErrors.noConsent(clientId)
    : loginErrors.unknownApplication(clientId, tenant.displayName)
}

/** Roles of an administrator of the partner, who acts in the customer's tenant through the relationship. */
const adminRoles = [directoryRoles.globalAdministrator]

const isPartnerTenant = (tenant: Tenant) => tenant.id === partner.tenantId
const hasPartner = (world: World, tenant: Tenant) =>
  tenant.isCustomer && world.waits.isOver('partner_relationship', tenant.id)

const answer = (access_token: string) =>
  ({
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token,
  }) as const

function appOnly(world: World, tenant: Tenant, aud: Audience): TokenAnswer {
  const resource = resourceOf[aud]
  const token = issueToken(world, {
    aud,
    tid: tenant.id,
    appid: partner.clientId,
    idtyp: 'app',
    roles: resource === undefined ? [] : roleValues(world, tenant.id, partner.clientId, resource),
    wids: directoryRoleIds(world, tenant.id, partner.clientId),
    partner: hasPartner(world, tenant),
  })
  return answer(token)
}

function delegated(world: World, tenant: Tenant, form: URLSearchParams, aud: Audience): TokenAnswer {
  checkRefreshToken(world, form.get('refresh_token'))
  const scp = isPartnerTenant(tenant)
    ? 'user_impersonation'
    : delegatedScopes(world, tenant.id, partner.clientId).join(' ')
  if (scp === '') throw loginErrors.noConsent(partner.clientId)
  const token = issueToken(world, {
    aud,
    tid: tenant.id,
    appid: partner.clientId,
    idtyp: 'user',
    roles: [],
    scp,
    wids: adminRoles,
    partner: hasPartner(world, tenant),
  })
  return { ...answer(token), scope: scp, refresh_token: issueRefreshToken(world) }
}

function checkRefreshToken(world: World, token: string | null) {
  if (token === null) throw loginErrors.missingParameter('refresh_token')
  if (token === partner.refreshToken) return
  const state = refreshTokenState(world, token)
  if (state === 'expired') throw loginErrors.expiredRefreshToken()
  if (state === 'unknown') throw loginErrors.badRefreshToken()
}
