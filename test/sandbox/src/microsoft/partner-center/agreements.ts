import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { findTenant } from '../state/tenants.ts'
import { authenticate, requireUser } from './auth.ts'
import { CustomerParams, collection, parseBody, sendMarked } from './bodies.ts'
import { customerById } from './customer-records.ts'
import { partnerErrors } from './errors.ts'

/** Without a type the call answers with the agreement that Microsoft retired. */
const templates: Record<string, { templateId: string; agreementLink: string }> = {
  MicrosoftCustomerAgreement: {
    templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
    agreementLink: 'https://aka.ms/customeragreement',
  },
  MicrosoftCloudAgreement: {
    templateId: '998b88de-aa99-4388-a42c-1b3517d49490',
    agreementLink: 'https://docs.microsoft.com/partner-center/agreements',
  },
}

const Contact = z.object({
  firstName: z.string().min(1),
  lastName: z.string().min(1),
  email: z.email(),
  phoneNumber: z.string().nullish(),
})
const NewAgreement = z.object({
  primaryContact: Contact,
  templateId: z.string(),
  dateAgreed: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is not a date'),
  type: z.string(),
})
type Agreement = z.output<typeof NewAgreement> & { customerId: string; userId: string }

const agreements = (world: World) => world.store.collection<Agreement>('agreements')
const agreementsOf = (world: World, customerId: string) =>
  [...agreements(world).values()].filter((one) => one.customerId === customerId)

export const hasCustomerAgreement = (world: World, customerId: string) =>
  agreementsOf(world, customerId).some((one) => one.type === 'MicrosoftCustomerAgreement')

export function agreementRoutes(app: FastifyInstance, world: World) {
  app.get('/agreements', (request, reply) => {
    authenticate(world, request)
    const { agreementType } = z.object({ agreementType: z.string().optional() }).parse(request.query)
    return sendMarked(reply, 200, collection(templatesOf(agreementType ?? 'MicrosoftCloudAgreement')))
  })
  app.get('/customers/:customer/agreements', (request) => {
    authenticate(world, request)
    const customer = customerById(world, CustomerParams.parse(request.params).customer)
    return collection(agreementsOf(world, customer.id).map(({ customerId: _, ...agreement }) => agreement))
  })
  app.post('/customers/:customer/agreements', (request, reply) => {
    requireUser(world, request)
    const customer = customerById(world, CustomerParams.parse(request.params).customer)
    return reply.code(201).send(accept(world, customer.id, request.body))
  })
}

function templatesOf(wanted: string) {
  return Object.entries(templates)
    .filter(([type]) => wanted === '*' || type.toLowerCase() === wanted.toLowerCase())
    .map(([agreementType, template]) => ({ ...template, agreementType, versionRank: 0 }))
}

const contactKey = ({ firstName, lastName, email }: Agreement['primaryContact']) =>
  [firstName, lastName, email].join(' ').toLowerCase()

function accept(world: World, customerId: string, input: unknown) {
  const body = parseBody(NewAgreement, input)
  if (templates[body.type]?.templateId !== body.templateId.toLowerCase())
    throw partnerErrors.invalid('The template does not belong to this type of agreement.')
  const twin = agreementsOf(world, customerId).some(
    (one) => one.type === body.type && contactKey(one.primaryContact) === contactKey(body.primaryContact),
  )
  if (twin) throw partnerErrors.agreementExists()
  const agreement = { ...body, customerId, userId: randomUUID() }
  agreements(world).set(agreement.userId, agreement)
  world.counters.add('agreements', findTenant(world, customerId)?.prefix ?? customerId)
  return { ...body, userId: agreement.userId }
}
