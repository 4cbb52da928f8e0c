import type { FastifyRequest } from 'fastify'
import { type AppError, errors } from '../errors.ts'

export interface Route {
  method: string
  /** With parameters in braces. */
  path: string
  /** Whether HEAD is answered as well as GET. */
  hasHead: boolean
}

/** Fastify answers 404 where only the method is wrong: RFC 9110 section 15.5.6 wants 405, with `Allow`. */
export function createNotFound(routes: Route[]): (request: FastifyRequest) => AppError {
  const patterns = routes.map(({ method, path, hasHead }) => ({
    methods: hasHead ? [method, 'HEAD'] : [method],
    pattern: patternOf(path),
  }))
  return ({ method, url }) => {
    const path = url.split('?')[0] ?? url
    const methods = patterns.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods)
    if (methods.length === 0) return errors.routeNotFound(method, path)
    return errors.methodNotAllowed(method, [...new Set(methods)])
  }
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
