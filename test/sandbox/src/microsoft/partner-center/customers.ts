import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { findTenant } from '../state/tenants.ts'
import { Address, checkAddress } from './addresses.ts'
import { authenticate } from './auth.ts'
import { CustomerParams, collection, parseBody, sendMarked } from './bodies.ts'
import { addCustomer, type Customer, customerById, customers, isMade, newPassword } from './customer-records.ts'
import { partnerErrors, refusal } from './errors.ts'
import { createReplays } from './replays.ts'

const NewCustomer = z.object({
  enableGDAPByDefault: z.boolean().optional(),
  companyProfile: z.object({
    domain: z.string(),
    companyName: z.string().min(1),
    organizationRegistrationNumber: z.string().nullish(),
  }),
  billingProfile: z.object({
    email: z.email(),
    culture: z.string().min(2),
    language: z.string().min(2),
    companyName: z.string().min(1),
    defaultAddress: Address,
  }),
})

export function customerRoutes(app: FastifyInstance, world: World) {
  const replays = createReplays(world)
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  app.head('/domains/:domain', (request, reply) => {
    authenticate(world, request)
    const { domain } = z.object({ domain: z.string() }).parse(request.params)
    return reply.code(findTenant(world, domain) ? 200 : 404).send()
  })
  app.post('/customers', async (request, reply) => {
    authenticate(world, request)
    const requestId = requestIdOf(request)
    const known = replays.find('customer', requestId)
    const answer = known ?? { status: 201, body: createCustomer(world, request.body) }
    if (!known) replays.keep('customer', requestId, answer)
    await untilMade(world, z.object({ id: z.string() }).parse(answer.body).id, closing.signal)
    return reply.code(answer.status).send(answer.body)
  })
  app.get('/customers', (request, reply) => {
    authenticate(world, request)
    return sendMarked(reply, 200, collection(searchCustomers(world, request.query).map(summary)))
  })
  app.get('/customers/:customer', (request, reply) => {
    authenticate(world, request)
    return sendMarked(reply, 200, resource(customerById(world, CustomerParams.parse(request.params).customer)))
  })
  app.get('/customers/:customer/profiles/billing', (request) => {
    authenticate(world, request)
    return billingProfile(customerById(world, CustomerParams.parse(request.params).customer))
  })
  app.get('/customers/:customer/profiles/company', (request) => {
    authenticate(world, request)
    return companyProfile(customerById(world, CustomerParams.parse(request.params).customer))
  })
}

const requestIdOf = (request: FastifyRequest) => {
  const value = request.headers['ms-requestid']
  return typeof value === 'string' ? value : undefined
}

function createCustomer(world: World, input: unknown) {
  const body = parseBody(NewCustomer, input)
  const domain = body.companyProfile.domain.toLowerCase()
  if (!/^[a-z0-9]{1,27}\.onmicrosoft\.com$/.test(domain))
    throw partnerErrors.invalid(
      `The domain '${domain}' is not valid: 1 to 27 letters and digits before .onmicrosoft.com.`,
    )
  checkAddress(body.billingProfile.defaultAddress)
  if (body.companyProfile.organizationRegistrationNumber)
    throw refusal(400, 600002, 'The organization registration number is not expected for this country.')
  if (findTenant(world, domain))
    throw refusal(400, 60000, `The domain '${domain}' is not available: it is already taken.`)
  const customer: Customer = {
    id: randomUUID(),
    commerceId: randomUUID(),
    domain,
    companyName: body.companyProfile.companyName,
    billing: { id: randomUUID(), ...body.billingProfile },
    relationship: 'reseller',
    etag: randomUUID(),
  }
  addCustomer(world, customer)
  return {
    ...resource(customer),
    relationshipToPartner: 'none',
    userCredentials: { userName: 'admin', password: newPassword() },
  }
}

/** The real call keeps the connection open while the tenant is being made. */
async function untilMade(world: World, id: string, signal: AbortSignal) {
  const { readyAt } = world.waits.start('tenant_creation', id, id)
  const restMs = readyAt - world.now()
  if (restMs > 0) await sleep(restMs, undefined, { signal })
}

const companyProfile = (customer: Customer) => ({
  tenantId: customer.id,
  domain: customer.domain,
  companyName: customer.companyName,
  attributes: { objectType: 'CustomerCompanyProfile' },
})

const billingProfile = (customer: Customer) => ({
  ...customer.billing,
  attributes: { etag: customer.etag, objectType: 'CustomerBillingProfile' },
})

const summary = (customer: Customer) => ({
  id: customer.id,
  companyProfile: companyProfile(customer),
  relationshipToPartner: customer.relationship,
  attributes: { objectType: 'Customer' },
})

const resource = (customer: Customer) => ({
  id: customer.id,
  commerceId: customer.commerceId,
  companyProfile: companyProfile(customer),
  billingProfile: billingProfile(customer),
  relationshipToPartner: customer.relationship,
  allowDelegatedAccess: customer.relationship === 'reseller',
  attributes: { objectType: 'Customer' },
})

const Filter = z.object({ Field: z.string(), Value: z.string(), Operator: z.string() })

function parseFilter(text: string) {
  try {
    return Filter.parse(JSON.parse(text))
  } catch {
    throw partnerErrors.invalid('The filter is not valid.')
  }
}

const fields: Record<string, (customer: Customer) => string> = {
  domain: (customer) => customer.domain,
  companyname: (customer) => customer.companyName.toLowerCase(),
}

function searchCustomers(world: World, query: unknown): Customer[] {
  const { filter, size } = z
    .object({ filter: z.string().optional(), size: z.coerce.number().int().min(1).max(500).default(500) })
    .parse(query)
  const all = [...customers(world).values()].filter((one) => one.relationship === 'reseller' && isMade(world, one))
  if (filter === undefined) return all.slice(0, size)
  const { Field, Value, Operator } = parseFilter(filter)
  const field = fields[Field.toLowerCase()]
  if (!field || Operator.toLowerCase() !== 'starts_with')
    throw partnerErrors.invalid('Customers are searched by Domain or CompanyName with the operator starts_with.')
  return all.filter((one) => field(one).startsWith(Value.toLowerCase())).slice(0, size)
}
