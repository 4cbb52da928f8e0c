import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { errors } from '../errors.ts'

/** JSON only. An empty body is no body, as many clients name a type for it all the same. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // RFC 8259 section 8.1. What is not would be read with other characters than were meant.
    if (!isUtf8(body)) return done(errors.invalidJson('The body is not UTF-8.'))
    const text = body.toString()
    if (text.trim() === '') return done(null, undefined)
    return parseJson(request, text, (error, value) =>
      done(error ? errors.invalidJson(`${error.message}.`) : null, value),
    )
  })
}
