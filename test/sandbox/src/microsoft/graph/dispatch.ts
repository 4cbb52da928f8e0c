import { randomUUID } from 'node:crypto'
import type { World } from '../../world/world.ts'
import { audiences, resources } from '../state/names.ts'
import { findTenant, type Tenant } from '../state/tenants.ts'
import { type Claims, readToken } from '../state/tokens.ts'
import type { GraphCall, GraphReply, GraphRoute } from './call.ts'
import { GraphError, graphErrorBody, graphErrors } from './errors.ts'
import { routeTable } from './route-table.ts'
import type { Throttle } from './throttle.ts'

interface GraphRequest {
  method: string
  /** Path and query, relative to `/v1.0`. */
  url: string
  headers: Record<string, string | undefined>
  body: unknown
}
export type Dispatch = (request: GraphRequest) => Promise<GraphReply>

/** Answers one request; never throws for what Graph refuses. */
export function createDispatch(world: World, routes: GraphRoute[], throttle: Throttle): Dispatch {
  const find = routeTable(routes)
  return async (request) => {
    const ids = { requestId: randomUUID(), clientRequestId: request.headers['client-request-id'] }
    try {
      const url = new URL(request.url, 'https://graph.invalid')
      const { route, params } = find(request.method, url.pathname)
      const identity = authorize(world, request.headers.authorization, route)
      const call = { world, params, query: url.searchParams, headers: request.headers, body: request.body, ...identity }
      const reply = await run(route, call, throttle)
      return { ...reply, headers: { 'request-id': ids.requestId, ...reply.headers } }
    } catch (error) {
      if (!(error instanceof GraphError)) throw error
      const headers = { 'request-id': ids.requestId, ...error.headers }
      return { status: error.status, headers, body: graphErrorBody(error, ids, world.now()) }
    }
  }
}

export function identify(world: World, authorization: string | undefined): { claims: Claims; tenant: Tenant } {
  const claims = readToken(world, authorization)
  const isForGraph = claims?.aud === audiences.graph || claims?.aud === resources.graph
  const tenant = claims && isForGraph ? findTenant(world, claims.tid) : undefined
  if (!claims || !tenant) throw graphErrors.invalidToken()
  return { claims, tenant }
}

/** A person of the partner gets nowhere before the relationship has spread, and then only with a token issued after that. */
function authorize(world: World, authorization: string | undefined, route: GraphRoute) {
  const identity = identify(world, authorization)
  const { claims, tenant } = identity
  const isStranger = tenant.isCustomer && claims.idtyp === 'user' && !claims.partner
  const held = new Set([...claims.roles, ...(claims.scp ?? '').split(' ')])
  const isAllowed = !isStranger && route.permissions.some((permission) => held.has(permission))
  if (!isAllowed) throw route.isMail ? graphErrors.mailDenied() : graphErrors.denied()
  return identity
}

async function run(route: GraphRoute, call: GraphCall, throttle: Throttle): Promise<GraphReply> {
  if (route.isMail) return throttle.inMailbox(call.claims, call.params.user ?? '', () => route.handle(call))
  const units = Math.max(1, (route.cost ?? 1) - (call.query.has('$select') ? 1 : 0))
  const headers = throttle.use(call.claims, route.method, units)
  const reply = await route.handle(call)
  return { ...reply, headers: { ...headers, ...reply.headers } }
}
