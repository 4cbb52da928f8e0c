import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sandboxCredentials } from '../../world/credentials.ts'
import type { World } from '../../world/world.ts'
import { authenticate } from './auth.ts'
import { CustomerParams, collection } from './bodies.ts'
import { customerById } from './customer-records.ts'
import { partnerErrors } from './errors.ts'

const { productId, skuId } = sandboxCredentials.partner
const title = 'Exchange Online (Plan 1)'

/** Availability ids are reissued; one stays good for at least this long, and at most twice as long. */
const reissueMs = 10 * 60_000

function availabilityId(window: number) {
  const hex = createHash('sha256').update(`${productId}:${skuId}:${window}`).digest('hex').toUpperCase()
  return `DZH318Z${hex.slice(0, 5)}`
}

export function isOnOffer(world: World, catalogItemId: string) {
  const window = Math.floor(world.now() / reissueMs)
  return [window, window - 1].some((one) => catalogItemId === `${productId}:${skuId}:${availabilityId(one)}`)
}

const product = {
  id: productId,
  title,
  description: 'Mailbox of 50 GB for one user.',
  productType: { id: 'OnlineServicesNCE', displayName: 'OnlineServicesNCE' },
  isMicrosoftProduct: true,
  publisherName: 'Microsoft Corporation',
}

const sku = {
  id: skuId,
  productId,
  title,
  minimumQuantity: 1,
  maximumQuantity: 10_000_000,
  isTrial: false,
  supportedBillingCycles: ['monthly', 'annual'],
  purchasePrerequisites: ['MicrosoftCustomerAgreement'],
}

function availability(world: World, country: string) {
  const id = availabilityId(Math.floor(world.now() / reissueMs))
  const term = (duration: string, billingCycle: string) => ({
    duration,
    billingCycle,
    description: `${duration} / ${billingCycle}`,
  })
  return {
    id,
    productId,
    skuId,
    catalogItemId: `${productId}:${skuId}:${id}`,
    defaultCurrency: { code: country === 'US' ? 'USD' : country === 'CH' ? 'CHF' : 'EUR' },
    segment: 'Commercial',
    country,
    isPurchasable: true,
    isRenewable: true,
    terms: [term('P1M', 'monthly'), term('P1Y', 'monthly'), term('P1Y', 'annual')],
  }
}

const Params = z.object({ product: z.string(), sku: z.string() }).partial()
const Query = z.object({ country: z.string().length(2).optional() })

/** The catalogue is read in the customer's country or in one that is named. */
export function catalogRoutes(app: FastifyInstance, world: World) {
  const paths = (base: string, countryOf: (params: unknown, query: unknown) => string) => {
    const get = (path: string, answer: (country: string) => object) =>
      app.get(`${base}${path}`, (request) => {
        authenticate(world, request)
        checkPath(Params.parse(request.params))
        return answer(countryOf(request.params, request.query))
      })
    get('/products', () => collection([product]))
    get('/products/:product', () => product)
    get('/products/:product/skus', () => collection([sku]))
    get('/products/:product/skus/:sku', () => sku)
    get('/products/:product/skus/:sku/availabilities', (country) => collection([availability(world, country)]))
  }
  paths('', (_params, query) => {
    const { country } = Query.parse(query)
    if (!country) throw partnerErrors.invalid('The query parameter country is missing.')
    return country
  })
  paths('/customers/:customer', (params) => {
    return customerById(world, CustomerParams.parse(params).customer).billing.defaultAddress.country
  })
}

function checkPath(params: z.output<typeof Params>) {
  const isKnown = (params.product ?? productId) === productId && (params.sku ?? skuId) === skuId
  if (!isKnown) throw partnerErrors.noResource(`Product '${params.product}', sku '${params.sku ?? ''}'`)
}
