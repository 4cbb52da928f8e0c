import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { authenticate } from './auth.ts'
import { CustomerParams, collection, parseBody, sendMarked } from './bodies.ts'
import { customerById } from './customer-records.ts'
import { partnerErrors, refusal } from './errors.ts'
import {
  isCancellable,
  type Subscription,
  saveSubscription,
  subscriptionById,
  subscriptionResource,
  visibleSubscriptions,
} from './subscription-records.ts'

const One = CustomerParams.extend({ subscription: z.string() })

/** What is left out falls back to a default in silence: that is how the real PATCH treats `autoRenewEnabled`. */
const Change = z.object({
  id: z.string(),
  offerId: z.string(),
  quantity: z.number().int(),
  status: z.enum(['active', 'suspended', 'deleted']),
  friendlyName: z.string().nullish(),
  autoRenewEnabled: z.boolean().default(false),
  attributes: z.object({ etag: z.string().optional() }).optional(),
})
type Change = z.output<typeof Change>

export function subscriptionRoutes(app: FastifyInstance, world: World) {
  app.get('/customers/:customer/subscriptions', (request, reply) => {
    authenticate(world, request)
    const { id } = customerById(world, CustomerParams.parse(request.params).customer)
    const orderId = z.object({ order_id: z.string().optional() }).parse(request.query).order_id
    const all = visibleSubscriptions(world, id)
    const found = orderId === undefined ? all : all.filter((one) => one.orderId === orderId)
    if (orderId !== undefined && found.length === 0) throw partnerErrors.noOrder(orderId)
    return sendMarked(reply, 200, collection(found.map(subscriptionResource)))
  })
  app.get('/customers/:customer/subscriptions/:subscription', (request) => {
    authenticate(world, request)
    return subscriptionResource(requested(world, request.params))
  })
  app.patch('/customers/:customer/subscriptions/:subscription', (request) => {
    authenticate(world, request)
    const subscription = requested(world, request.params)
    const change = parseBody(Change, request.body)
    checkEtag(subscription, change, request)
    checkChange(world, subscription, change)
    saveSubscription(world, changed(subscription, change))
    return subscriptionResource(requested(world, request.params))
  })
}

function requested(world: World, params: unknown): Subscription {
  const { customer, subscription } = One.parse(params)
  const { id } = customerById(world, customer)
  const found = subscriptionById(world, subscription)
  if (!found || found.tenantId !== id || !visibleSubscriptions(world, id).includes(found))
    throw partnerErrors.noResource(`The subscription '${subscription}'`)
  return found
}

function checkEtag(subscription: Subscription, change: Change, request: FastifyRequest) {
  const given = request.headers['if-match'] ?? change.attributes?.etag
  if (given !== undefined && given.replaceAll('"', '') !== subscription.etag)
    throw refusal(400, 2055, 'The ETag is stale: the resource has changed meanwhile.')
}

function checkChange(world: World, subscription: Subscription, change: Change) {
  const { status, quantity } = subscription
  const isResized = change.quantity !== quantity
  if (status === 'deleted') throw refusal(400, 900279, 'The subscription is in a terminal state.')
  if (change.id.toLowerCase() !== subscription.id) throw partnerErrors.invalid('The id is not the subscription.')
  if (change.quantity < 1 || change.quantity > 10_000_000) throw refusal(400, 2002, 'The quantity is out of range.')
  if (isResized && change.status !== 'active' && status === 'active')
    throw refusal(400, 2001, 'The quantity cannot be changed while the subscription is suspended.')
  if (isResized && status === 'suspended') throw refusal(400, 800091, 'A suspended subscription cannot be updated.')
  if (change.quantity < quantity && !isCancellable(world, subscription))
    throw refusal(400, 800090, 'The number of seats cannot be decreased any more.')
  if (change.status === 'deleted' && !isCancellable(world, subscription))
    throw refusal(400, 900117, 'The cancellation window of the subscription has passed.')
}

const changed = (subscription: Subscription, change: Change): Subscription => ({
  ...subscription,
  quantity: change.quantity,
  status: change.status,
  friendlyName: change.friendlyName ?? subscription.friendlyName,
  autoRenewEnabled: change.status === 'active' && change.autoRenewEnabled,
})
