import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isValidName, normalName } from '../dns/names.ts'
import { occupyDomain, occupyPrefix, reviewCustomer } from '../microsoft/circumstances.ts'
import type { WorldParts } from '../world/create-world.ts'

const Named = z.object({ name: z.string().transform(normalName).refine(isValidName, 'is not a domain name') })
const Prefixed = z.object({ prefix: z.string().regex(/^[a-z0-9]{1,27}$/, 'is not a prefix of onmicrosoft.com') })
const Customer = z.object({ tenantId: z.uuid() })
const Review = z.strictObject({
  code: z.union([z.literal(800069), z.literal(800073), z.literal(800074), z.literal(800075)]).nullable(),
})

/** What others did, or Microsoft decided, before or while the product works. */
export function addCircumstanceRoutes(app: FastifyInstance, { world }: WorldParts) {
  app.put('/microsoft/occupied-domains/:name', (request, reply) => {
    occupyDomain(world, Named.parse(request.params).name)
    reply.code(204).send()
  })
  app.put('/microsoft/occupied-prefixes/:prefix', (request, reply) => {
    occupyPrefix(world, Prefixed.parse(request.params).prefix)
    reply.code(204).send()
  })
  app.put('/microsoft/customers/:tenantId/review', (request, reply) => {
    reviewCustomer(world, Customer.parse(request.params).tenantId, Review.parse(request.body).code)
    reply.code(204).send()
  })
}
