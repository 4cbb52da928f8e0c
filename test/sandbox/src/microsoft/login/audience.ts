import { type Audience, audiences, resources } from '../state/names.ts'
import { loginErrors } from './errors.ts'

const byResource: Record<string, Audience> = {
  [audiences.graph]: audiences.graph,
  [resources.graph]: audiences.graph,
  [audiences.exchange]: audiences.exchange,
  'https://outlook.office.com': audiences.exchange,
  [resources.exchange]: audiences.exchange,
  [audiences.partnerCenter]: audiences.partnerCenter,
  [resources.partnerCenter]: audiences.partnerCenter,
  [audiences.azureAdGraph]: audiences.azureAdGraph,
}

const known = (resource: string, tenant: string): Audience => {
  const audience = byResource[resource.replace(/\/$/, '')]
  if (!audience) throw loginErrors.unknownResource(resource, tenant)
  return audience
}

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access'])

/** v2.0 names the resource inside `scope`, v1 in `resource`. */
export function requestedAudience(form: URLSearchParams, tenant: string, isAppOnly: boolean): Audience {
  const resource = form.get('resource')
  if (resource !== null) return known(resource, tenant)
  const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !openIdScopes.has(scope))
  const [scope] = scopes
  if (scope === undefined) throw loginErrors.missingParameter('scope')
  if (isAppOnly && (scopes.length > 1 || !scope.endsWith('/.default'))) throw loginErrors.badScope(scopes.join(' '))
  const cut = scope.lastIndexOf('/')
  if (cut <= 'https://'.length) return audiences.graph
  return known(scope.slice(0, cut), tenant)
}
