import type { FastifyInstance } from 'fastify'
import { errors } from '../errors.ts'

/** JSON only. An empty body is no body, as many clients name a type for it all the same. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString()
    if (text.trim() === '') return done(null, undefined)
    return parseJson(request, text, (error, value) =>
      done(error ? errors.invalidJson(`${error.message}.`) : null, value),
    )
  })
}
