import { fileURLToPath } from 'node:url'
import type { Db } from '@coldframe/db'
import swagger from '@fastify/swagger'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { printErrorsPage } from '../docs/errors-page.ts'
import { errors } from '../errors.ts'
import type { Route } from './not-found.ts'
import { ERRORS_PAGE } from './problem.ts'

/** The page brings all it needs: nothing is loaded from, or sent to, any other host. */
const REFERENCE_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'"

export const publicRoutes: Route[] = ['/healthz', '/readyz', '/openapi.json', ERRORS_PAGE].map((path) => ({
  method: 'GET',
  path,
  hasHead: true,
}))

/** As `npm run generate` printed it from the operations. */
const openapiFile = {
  path: fileURLToPath(new URL('../../openapi.json', import.meta.url)),
  baseDir: fileURLToPath(new URL('../..', import.meta.url)),
}

/** What anybody may read without a key. */
export async function pages(app: FastifyInstance, { db }: { db: Db }) {
  const errorsPage = printErrorsPage()

  await app.register(swagger, { mode: 'static', specification: openapiFile })
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (request) => {
    await db.ping().catch((error) => {
      request.log.warn({ err: error }, 'The database does not answer')
      throw errors.notReady()
    })
    return { status: 'ready' }
  })
  app.get('/openapi.json', async () => app.swagger())
  app.get(ERRORS_PAGE, async (_, reply) => reply.type('text/markdown; charset=utf-8').send(errorsPage))
  await app.register(scalar, {
    routePrefix: '/reference',
    hooks: { onRequest: (_, reply, done) => done(void reply.header('content-security-policy', REFERENCE_POLICY)) },
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Coldframe API reference',
      withDefaultFonts: false,
      telemetry: false,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
      hideClientButton: true,
    },
  })
}
