import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { requireUser } from './auth.ts'
import { CustomerParams, parseBody } from './bodies.ts'
import { type Customer, customerById, customers } from './customer-records.ts'
import { partnerErrors } from './errors.ts'
import { visibleSubscriptions } from './subscription-records.ts'

/** Ending the relationship is the only farewell: a production tenant cannot be deleted by this API. */
export function relationshipRoutes(app: FastifyInstance, world: World) {
  app.patch('/customers/:customer', (request) => {
    requireUser(world, request)
    const customer = customerById(world, CustomerParams.parse(request.params).customer)
    parseBody(z.object({ relationshipToPartner: z.literal('none') }), request.body)
    const active = visibleSubscriptions(world, customer.id).filter((one) => one.status === 'active')
    if (active.length > 0)
      throw partnerErrors.invalid('The relationship cannot be removed while the customer has active subscriptions.')
    customers(world).set(customer.id, { ...customer, relationship: 'none', etag: randomUUID() })
    return ended(customer)
  })
}

const ended = (customer: Customer) => ({
  Id: customer.id,
  CommerceId: null,
  CompanyProfile: null,
  BillingProfile: null,
  RelationshipToPartner: 'none',
  AllowDelegatedAccess: null,
  UserCredentials: null,
  Attributes: { ObjectType: 'Customer' },
})
