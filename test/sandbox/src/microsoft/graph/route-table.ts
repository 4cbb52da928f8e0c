import type { GraphRoute } from './call.ts'
import { GraphError, graphErrors } from './errors.ts'

interface Entry {
  route: GraphRoute
  segments: string[]
}

/** `users('x')` and `servicePrincipals(appId='x')` are other spellings of `users/x` and `servicePrincipals/appId=x`. */
function segmentsOf(path: string): string[] {
  const plain = path.split('/').filter((segment) => segment !== '')
  return plain.map(decode).flatMap((segment) => {
    const key = /^([A-Za-z]+)\((?:(\w+)=)?'?(.+?)'?\)$/.exec(segment)
    if (!key?.[1] || key[3] === undefined) return [segment]
    return [key[1], key[2] === undefined ? key[3] : `${key[2]}=${key[3]}`]
  })
}

function decode(segment: string) {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw graphErrors.malformed('The path is not valid.')
  }
}

function match(entry: Entry, segments: string[]): Record<string, string> | null {
  const params: Record<string, string> = {}
  for (const [index, wanted] of entry.segments.entries()) {
    const given = segments[index] ?? ''
    if (wanted.startsWith(':')) params[wanted.slice(1)] = given
    else if (wanted.toLowerCase() !== given.toLowerCase()) return null
  }
  return params
}

export function routeTable(routes: GraphRoute[]) {
  const entries = routes.map((route) => ({ route, segments: segmentsOf(route.path) }))
  const byLength = Map.groupBy(entries, (entry) => entry.segments.length)
  return (method: string, path: string) => {
    const segments = segmentsOf(path)
    const candidates = (byLength.get(segments.length) ?? []).flatMap((entry) => {
      const params = match(entry, segments)
      return params ? [{ route: entry.route, params }] : []
    })
    const found = candidates.find((one) => one.route.method === method)
    if (found) return found
    if (candidates.length > 0)
      throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')
    throw graphErrors.noSegment(segments.at(-1) ?? '')
  }
}
