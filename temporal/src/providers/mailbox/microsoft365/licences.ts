import { z } from 'zod'
import { isProviderError, ProviderError } from '../../errors.ts'
import type { Licences, MailboxProvider } from '../mailbox-provider.ts'
import type { PartnerCenter } from './partner-center.ts'
import { partnerCenterFault } from './partner-center-errors.ts'

/** A change sends the whole resource back: a field that is left out is silently reset by the vendor. */
const Subscription = z.looseObject({
  id: z.string().min(1),
  offerId: z.string(),
  orderId: z.string().nullish(),
  quantity: z.number().int(),
  status: z.string(),
  autoRenewEnabled: z.boolean().default(false),
  commitmentEndDate: z.string().nullish(),
  attributes: z.looseObject({ etag: z.string().optional() }).optional(),
})
type Subscription = z.output<typeof Subscription>

const Subscriptions = z.object({ items: z.array(Subscription).default([]) })

const Availability = z.object({
  catalogItemId: z.string().min(1),
  terms: z.array(z.object({ duration: z.string() })).default([]),
})
const Availabilities = z.object({ items: z.array(Availability).default([]) })

const Code = z.union([z.string(), z.number()]).transform(String)
const LineFault = z.object({ errorCode: Code, errorDescription: z.string().default('') })
const Cart = z.object({
  id: z.string().min(1),
  expirationTimestamp: z.coerce.date(),
  lineItems: z.array(z.object({ error: LineFault.nullish() })).default([]),
})

const Checkout = z.object({
  orders: z.array(z.object({ id: z.string().min(1) })).nullish(),
  orderErrors: z.array(z.object({ code: Code, description: z.string().default('') })).nullish(),
})

/** The shortest commitment: a seat of it costs one month when a domain burns. */
const MONTHLY = 'P1M'

interface LicenceDeps {
  partnerCenter: PartnerCenter
  productId: string
  skuId: string
}

type LicenceCalls = Pick<
  MailboxProvider,
  'findLicences' | 'prepareLicenceOrder' | 'placeLicenceOrder' | 'setLicenceQuantity' | 'stopLicenceRenewal'
>

export function createLicences({ partnerCenter, productId, skuId }: LicenceDeps): LicenceCalls {
  const offer = `${productId}:${skuId}`.toLowerCase()

  async function findLicences(tenantId: string): Promise<Licences | null> {
    const path = `/customers/${tenantId}/subscriptions`
    try {
      const call = { operation: 'listSubscriptions', method: 'GET', path } as const
      const { items } = await partnerCenter.json(Subscriptions, call)
      const ours = items.filter((item) => isOffer(item.offerId, offer) && item.status !== 'deleted')
      const best = ours.find((item) => item.status === 'active') ?? ours[0]
      return best ? toLicences(best) : null
    } catch (error) {
      if (isProviderError(error) && error.code === '20000') return null
      throw error
    }
  }

  async function prepareLicenceOrder(tenantId: string, quantity: number) {
    const catalogItemId = await findCatalogItem(tenantId)
    const lineItems = [{ id: 0, catalogItemId, quantity, billingCycle: 'monthly', termDuration: MONTHLY }]
    const path = `/customers/${tenantId}/carts`
    const call = { operation: 'createCart', method: 'POST', path, body: { lineItems } } as const
    const cart = await partnerCenter.json(Cart, call)
    const fault = cart.lineItems.find((line) => line.error)?.error
    if (fault) throw partnerCenterFault('createCart', fault.errorCode, fault.errorDescription)
    return { cartId: cart.id, expiresAt: cart.expirationTimestamp }
  }

  /** The vendor reissues these ids often, so each cart asks anew. */
  async function findCatalogItem(tenantId: string): Promise<string> {
    const path = `/customers/${tenantId}/products/${productId}/skus/${skuId}/availabilities`
    const call = { operation: 'listAvailabilities', method: 'GET', path } as const
    const { items } = await partnerCenter.json(Availabilities, call)
    const monthly = items.find(({ terms }) => terms.length === 0 || terms.some((term) => term.duration === MONTHLY))
    if (monthly) return monthly.catalogItemId
    throw partnerCenterFault('listAvailabilities', 'no_monthly_term', `${offer} is not sold by the month`)
  }

  async function placeLicenceOrder(tenantId: string, cartId: string) {
    const path = `/customers/${tenantId}/carts/${cartId}/checkout`
    const answer = await partnerCenter.json(Checkout, { operation: 'checkout', method: 'POST', path })
    const order = answer.orders?.[0]
    if (order) return { orderId: order.id }
    const fault = answer.orderErrors?.[0]
    throw partnerCenterFault('checkout', fault?.code ?? 'no_order', fault?.description ?? 'no order came of the cart')
  }

  /** One that was changed by somebody else in between is read and changed once more. */
  async function change(tenantId: string, subscriptionId: string, fields: Partial<Subscription>) {
    try {
      return await changeOnce(tenantId, subscriptionId, fields)
    } catch (error) {
      if (!isProviderError(error) || error.code !== '2055') throw error
      return changeOnce(tenantId, subscriptionId, fields)
    }
  }

  async function changeOnce(tenantId: string, subscriptionId: string, fields: Partial<Subscription>) {
    const path = `/customers/${tenantId}/subscriptions/${subscriptionId}`
    const call = { operation: 'getSubscription', method: 'GET', path } as const
    const current = await partnerCenter.json(Subscription, call)
    const isAsWanted =
      (fields.quantity ?? current.quantity) === current.quantity &&
      (fields.autoRenewEnabled ?? current.autoRenewEnabled) === current.autoRenewEnabled
    if (isAsWanted) return current
    const patch = { operation: 'patchSubscription', method: 'PATCH', path, etag: current.attributes?.etag } as const
    const reply = await partnerCenter.request({ ...patch, body: { ...current, ...fields } })
    if (reply.status === 202) throw stillChanging()
    return current
  }

  return {
    findLicences,
    prepareLicenceOrder,
    placeLicenceOrder,
    setLicenceQuantity: async (tenantId, subscriptionId, quantity) => {
      await change(tenantId, subscriptionId, { quantity })
    },
    stopLicenceRenewal: async (tenantId, subscriptionId) => {
      const { commitmentEndDate } = await change(tenantId, subscriptionId, { autoRenewEnabled: false })
      return { endsAt: toDate(commitmentEndDate) }
    },
  }
}

/** A subscription's offer is `product:sku:availability`. */
function isOffer(offerId: string, offer: string): boolean {
  return `${offerId.toLowerCase()}:`.startsWith(`${offer}:`)
}

function toLicences(subscription: Subscription): Licences {
  return {
    subscriptionId: subscription.id,
    orderId: subscription.orderId ?? null,
    quantity: subscription.quantity,
    status: subscription.status,
    autoRenew: subscription.autoRenewEnabled,
    termEndsAt: toDate(subscription.commitmentEndDate),
  }
}

function toDate(text: string | null | undefined): Date | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time)
}

function stillChanging(): ProviderError {
  const message = 'patchSubscription: accepted, not done yet'
  return new ProviderError({ provider: 'partner_center', kind: 'pending', code: '202', message })
}
