import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { errors } from '../errors.ts'
import type { Upload } from '../operation.ts'

/** Of an operation that takes a file, the bytes as they came; of all others JSON. */
export function acceptBodies(app: FastifyInstance, uploads: Upload[]): void {
  acceptJsonOnly(app)
  const mediaTypes = [...new Set(uploads.flatMap((upload) => upload.mediaTypes))]
  if (mediaTypes.length === 0) return
  app.addContentTypeParser<Buffer>(mediaTypes, { parseAs: 'buffer' }, (request, body, done) => {
    const taken = request.routeOptions.config.mediaTypes
    const [type = ''] = (request.headers['content-type'] ?? '').split(';')
    if (!taken?.includes(type.trim().toLowerCase())) return done(errors.unsupportedMediaType(taken))
    return done(null, body)
  })
}

/** JSON only. An empty body is no body, as many clients name a type for it all the same. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const { mediaTypes } = request.routeOptions.config
    if (mediaTypes) return done(errors.unsupportedMediaType(mediaTypes))
    // RFC 8259 section 8.1. What is not would be read with other characters than were meant.
    if (!isUtf8(body)) return done(errors.invalidJson('The body is not UTF-8.'))
    const text = body.toString()
    if (text.trim() === '') return done(null, undefined)
    return parseJson(request, text, (error, value) =>
      done(error ? errors.invalidJson(`${error.message}.`) : null, value),
    )
  })
}
