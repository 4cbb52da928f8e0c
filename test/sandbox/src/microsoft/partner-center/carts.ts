import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { reviewOf } from '../circumstances.ts'
import { hasCustomerAgreement } from './agreements.ts'
import { authenticate } from './auth.ts'
import { CustomerParams, parseBody, sendMarked } from './bodies.ts'
import { isOnOffer } from './catalog.ts'
import { sellableCustomer } from './customer-records.ts'
import { partnerErrors, refusal } from './errors.ts'
import { orderById, orderResource, placeOrder } from './order-records.ts'

const LineItem = z.object({
  id: z.number().int(),
  catalogItemId: z.string(),
  friendlyName: z.string().nullish(),
  quantity: z.number().int(),
  billingCycle: z.enum(['monthly', 'annual']),
  termDuration: z.enum(['P1M', 'P1Y', 'P3Y']).default('P1M'),
})
export type LineItem = z.output<typeof LineItem> & { error?: { errorCode: string; errorDescription: string } }
const NewCart = z.object({ lineItems: z.array(LineItem).min(1) })

interface Cart {
  id: string
  tenantId: string
  createdAt: number
  expiresAt: number
  lineItems: LineItem[]
  orderIds: string[]
}

/** The text of the documentation says 7 days, its sample shows 15 minutes. */
const cartLifetimeMs = 15 * 60_000
const carts = (world: World) => world.store.collection<Cart>('carts')

export function cartRoutes(app: FastifyInstance, world: World) {
  app.post('/customers/:customer/carts', (request, reply) => {
    authenticate(world, request)
    const { id } = sellableCustomer(world, CustomerParams.parse(request.params).customer)
    return reply.code(201).send(cartResource(world, addCart(world, id, request.body)))
  })
  const One = CustomerParams.extend({ cart: z.string() })
  const requested = (params: unknown): Cart => {
    const { customer, cart } = One.parse(params)
    const found = carts(world).get(cart)
    if (found?.tenantId !== sellableCustomer(world, customer).id) throw partnerErrors.noResource(`The cart '${cart}'`)
    return found
  }
  app.get('/customers/:customer/carts/:cart', (request) => {
    authenticate(world, request)
    return cartResource(world, requested(request.params))
  })
  app.post('/customers/:customer/carts/:cart/checkout', (request, reply) => {
    authenticate(world, request)
    return sendMarked(reply, 201, checkout(world, requested(request.params)))
  })
}

function addCart(world: World, tenantId: string, input: unknown): Cart {
  const createdAt = world.now()
  const lineItems = parseBody(NewCart, input).lineItems.map((line) => ({ ...line, ...fault(world, line) }))
  const cart = { id: randomUUID(), tenantId, createdAt, expiresAt: createdAt + cartLifetimeMs, lineItems, orderIds: [] }
  carts(world).set(cart.id, cart)
  return cart
}

/** A faulty line does not refuse the cart: it carries its own error. */
function fault(world: World, line: z.output<typeof LineItem>) {
  if (line.quantity < 1 || line.quantity > 10_000_000)
    return { error: { errorCode: '2002', errorDescription: 'The quantity is out of range.' } }
  if (!isOnOffer(world, line.catalogItemId))
    return {
      error: { errorCode: '800002', errorDescription: `The catalog item '${line.catalogItemId}' is not valid.` },
    }
  return {}
}

const cartResource = (world: World, cart: Cart) => ({
  id: cart.id,
  status: cart.orderIds.length > 0 ? 'Ordered' : cart.expiresAt < world.now() ? 'Expired' : 'Active',
  creationTimestamp: new Date(cart.createdAt).toISOString(),
  lastModifiedTimestamp: new Date(cart.createdAt).toISOString(),
  expirationTimestamp: new Date(cart.expiresAt).toISOString(),
  lineItems: cart.lineItems.map((line) => ({ ...line, currencyCode: 'USD', orderGroup: '0' })),
  attributes: { objectType: 'Cart' },
})

/** Checking the same cart out again answers with the orders it has already become. */
function checkout(world: World, cart: Cart) {
  if (!hasCustomerAgreement(world, cart.tenantId)) throw partnerErrors.noAgreement()
  const isOrdered = cart.orderIds.length > 0
  const review = reviewOf(world, cart.tenantId)
  if (!isOrdered && review !== null)
    throw refusal(403, review, 'The customer is under review. Check back in a few days.')
  if (!isOrdered && cart.expiresAt < world.now()) throw refusal(400, 800005, 'The cart has expired.')
  const good = cart.lineItems.filter((line) => !line.error)
  const orderIds = isOrdered || good.length === 0 ? cart.orderIds : [placeOrder(world, cart.tenantId, good).id]
  carts(world).set(cart.id, { ...cart, orderIds })
  return {
    orders: orderIds.flatMap((id) => orderById(world, id) ?? []).map((order) => orderResource(world, order)),
    orderErrors: cart.lineItems.flatMap(({ error }) =>
      error ? { orderGroupId: '0', code: error.errorCode, description: error.errorDescription } : [],
    ),
    attributes: { objectType: 'CartCheckoutResult' },
  }
}
