import { z } from 'zod'
import type { World } from '../../world/world.ts'
import type { Tenant } from '../state/tenants.ts'
import type { Claims } from '../state/tokens.ts'
import { graphErrors } from './errors.ts'

/** One request to Graph, whether it came by itself or inside a `$batch`. */
export interface GraphCall {
  world: World
  params: Record<string, string>
  query: URLSearchParams
  headers: Record<string, string | undefined>
  /** Parsed JSON, or the text of a `text/plain` body. */
  body: unknown
  claims: Claims
  tenant: Tenant
}

export interface GraphReply {
  status: number
  headers?: Record<string, string>
  body?: unknown
}

export interface GraphRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** `/users/:user/messages`, relative to `/v1.0`. */
  path: string
  /** Any one of these, as application or delegated permission. */
  permissions: string[]
  /** Resource units, where it is not one (learn.microsoft.com/graph/throttling-limits). */
  cost?: number
  /** Outlook's routes have their own limits and errors. */
  isMail?: true
  handle(call: GraphCall): GraphReply | Promise<GraphReply>
}

export const param = (call: GraphCall, name: string): string => {
  const value = call.params[name]
  if (value === undefined) throw graphErrors.malformed(`The path lacks '${name}'.`)
  return value
}

export function bodyOf<T extends z.ZodType>(schema: T, call: GraphCall): z.output<T> {
  const parsed = schema.safeParse(call.body ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const target = issue?.path.join('.') ?? 'body'
  throw graphErrors.invalidValue(target, `Invalid value specified for property '${target}' of resource.`)
}

export const contextUrl = (world: World, entity: string) => `${world.vendorsUrl}/v1.0/$metadata#${entity}`
export const ok = (body: unknown): GraphReply => ({ status: 200, body })
export const noContent: GraphReply = { status: 204 }

/** Keeps what `$select` names; without it, what Graph returns by default. */
export function selected(query: URLSearchParams, all: Record<string, unknown>, defaults: readonly string[]) {
  const names =
    query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()) ?? defaults
  const wanted = new Set(['id', ...names.map((name) => name.toLowerCase())])
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => name.startsWith('@') || wanted.has(name.toLowerCase())),
  )
}

const Paging = z.object({
  $top: z.coerce.number().int().min(1).max(1000).optional(),
  $skip: z.coerce.number().int().min(0).default(0),
})

/** One page of a list, with the link to the next one. */
export function page<T>(call: GraphCall, path: string, all: T[], defaultTop: number, paint: (item: T) => unknown) {
  const parsed = Paging.safeParse(Object.fromEntries(call.query))
  if (!parsed.success) throw graphErrors.malformed('Invalid $top or $skip.')
  const { $top = defaultTop, $skip } = parsed.data
  const next = new URLSearchParams(call.query)
  next.set('$skip', String($skip + $top))
  return {
    value: all.slice($skip, $skip + $top).map(paint),
    ...(call.query.get('$count') === 'true' ? { '@odata.count': all.length } : {}),
    ...($skip + $top < all.length ? { '@odata.nextLink': `${call.world.vendorsUrl}/v1.0${path}?${next}` } : {}),
  }
}
