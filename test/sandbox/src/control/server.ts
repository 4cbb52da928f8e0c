import Fastify from 'fastify'
import { z } from 'zod'
import { seed } from '../microsoft/seed.ts'
import type { WorldParts } from '../world/create-world.ts'
import { addBlocklistRoutes } from './blocklists.ts'
import { addCircumstanceRoutes } from './circumstances.ts'
import { addCustomerDomainRoutes } from './customer-domains.ts'
import { addFaultRoutes } from './faults.ts'
import { addMailboxRoutes } from './mailboxes.ts'
import { addObservationRoutes } from './observations.ts'

const description = {
  name: 'Coldframe sandbox world',
  about: 'Control of a simulated outside world: registrar, DNS, Microsoft login, Partner Center, Graph and Exchange.',
  routes: [
    'GET /delays',
    'PUT /delays {"preset": "zero|small|realistic", "scale": 0.01}',
    'GET /faults',
    'POST /faults {"vendor": "graph", "kind": "throttle", "count": 3, "match": {"method": "POST", "path": "/users"}}',
    'DELETE /faults[/:id]',
    'GET /waits',
    'GET /counts',
    'GET /requests',
    'DELETE /requests',
    'GET /domains/:name',
    'PUT /customer-domains/:name {"dnsHost": "other|managed"}',
    'PUT /customer-domains/:name/nameservers {"nameservers": ["ns1.otherhost.example"]}',
    'PUT /customer-domains/:name/records {"records": [{"name", "type", "ttlSeconds", "values"}]}',
    'PUT /microsoft/occupied-domains/:name (another organisation verified it)',
    'PUT /microsoft/occupied-prefixes/:prefix (another organisation has PREFIX.onmicrosoft.com)',
    'PUT /microsoft/customers/:tenantId/review {"code": 800073} (or null)',
    'GET /mailboxes/:address/messages',
    'GET /blocklist-listings',
    'POST /blocklist-listings {"list": "dbl|surbl|uribl|zen", "name": "getacme.com"} (DELETE clears it)',
    'PUT /blocklists/:list/refusal {"code": "127.255.255.254"} (or null)',
    'POST /reset',
  ],
}

/** Own refusals, and those of fastify for bodies that are no JSON. */
const Refusal = z.object({ statusCode: z.int().min(400).max(499), message: z.string() })

/** Plain HTTP, for scripts and tests; nothing of it exists in the real world. */
export function createControlServer(parts: WorldParts) {
  const app = Fastify({ forceCloseConnections: true, logger: { level: 'warn', stream: process.stderr } })
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) })
    const refusal = Refusal.safeParse(error)
    if (!refusal.success) throw error
    return reply.code(refusal.data.statusCode).send({ error: refusal.data.message })
  })
  app.setNotFoundHandler((request, reply) => {
    reply.code(404).send({ error: `There is no ${request.method} ${request.url}; GET / lists what there is` })
  })
  app.get('/', () => description)
  app.post('/reset', (_request, reply) => {
    parts.reset()
    seed(parts.world)
    reply.code(204).send()
  })
  addFaultRoutes(app, parts)
  addObservationRoutes(app, parts)
  addCustomerDomainRoutes(app, parts)
  addMailboxRoutes(app, parts)
  addCircumstanceRoutes(app, parts)
  addBlocklistRoutes(app, parts)
  return app
}
