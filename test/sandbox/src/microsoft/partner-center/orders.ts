import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { hasCustomerAgreement } from './agreements.ts'
import { authenticate } from './auth.ts'
import { CustomerParams, collection, parseBody } from './bodies.ts'
import { isOnOffer } from './catalog.ts'
import { customerById, sellableCustomer } from './customer-records.ts'
import { partnerErrors } from './errors.ts'
import { orderById, orderResource, ordersOf, placeOrder } from './order-records.ts'

const NewOrder = z.object({
  billingCycle: z.enum(['monthly', 'annual']),
  lineItems: z
    .array(
      z.object({
        offerId: z.string(),
        quantity: z.number().int().min(1),
        termDuration: z.enum(['P1M', 'P1Y']).default('P1M'),
      }),
    )
    .min(1),
})

export function orderRoutes(app: FastifyInstance, world: World) {
  app.get('/customers/:customer/orders', (request) => {
    authenticate(world, request)
    const { id } = customerById(world, CustomerParams.parse(request.params).customer)
    return collection(ordersOf(world, id).map((order) => orderResource(world, order)))
  })
  app.get('/customers/:customer/orders/:order', (request) => {
    authenticate(world, request)
    const { customer, order } = CustomerParams.extend({ order: z.string() }).parse(request.params)
    const found = orderById(world, order)
    if (found?.tenantId !== customerById(world, customer).id) throw partnerErrors.noOrder(order)
    return orderResource(world, found)
  })
  /** The older way to buy, without a cart: not idempotent. */
  app.post('/customers/:customer/orders', (request, reply) => {
    authenticate(world, request)
    const { id } = sellableCustomer(world, CustomerParams.parse(request.params).customer)
    return reply.code(201).send(orderResource(world, buy(world, id, request.body)))
  })
}

function buy(world: World, tenantId: string, input: unknown) {
  const body = parseBody(NewOrder, input)
  if (!hasCustomerAgreement(world, tenantId)) throw partnerErrors.noAgreement()
  const stale = body.lineItems.find((line) => !isOnOffer(world, line.offerId))
  if (stale) throw partnerErrors.invalid(`The offer '${stale.offerId}' is not valid.`)
  const lines = body.lineItems.map((line, id) => ({
    id,
    catalogItemId: line.offerId,
    quantity: line.quantity,
    billingCycle: body.billingCycle,
    termDuration: line.termDuration,
  }))
  return placeOrder(world, tenantId, lines)
}
