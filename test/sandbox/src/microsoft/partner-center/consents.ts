import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import {
  addPrincipal,
  delegatedScopes,
  dropDelegatedScopes,
  findPrincipal,
  removePrincipal,
  setDelegatedScopes,
} from '../state/grants.ts'
import { resources } from '../state/names.ts'
import { requireUser } from './auth.ts'
import { CustomerParams, parseBody } from './bodies.ts'
import { customerById } from './customer-records.ts'
import { partnerErrors, refusal } from './errors.ts'

const NewConsent = z.object({
  applicationId: z.guid(),
  displayName: z.string().nullish(),
  applicationGrants: z.array(z.object({ enterpriseApplicationId: z.guid(), scope: z.string().min(1) })).min(1),
})

/** Consent on behalf of the customer: makes the application's service principal and its delegated permissions. */
export function consentRoutes(app: FastifyInstance, world: World) {
  app.post('/customers/:customer/applicationconsents', (request, reply) => {
    requireUser(world, request)
    const customer = customerById(world, CustomerParams.parse(request.params).customer)
    const body = parseBody(NewConsent, request.body)
    if (findPrincipal(world, customer.id, body.applicationId))
      throw refusal(409, 409, 'Permission entry already exists.')
    addPrincipal(world, customer.id, body.applicationId)
    setDelegatedScopes(world, customer.id, body.applicationId, graphScopes(body))
    return reply.code(201).send({ ...body, displayName: body.displayName ?? 'Coldframe' })
  })
  const One = CustomerParams.extend({ application: z.string() })
  app.get('/customers/:customer/applicationconsents/:application', (request) => {
    requireUser(world, request)
    const { customer, application } = One.parse(request.params)
    const scope = delegatedScopes(world, customerById(world, customer).id, application).join(',')
    if (scope === '') throw partnerErrors.noResource(`The consent of application '${application}'`)
    return { applicationId: application, applicationGrants: [{ enterpriseApplicationId: resources.graph, scope }] }
  })
  app.delete('/customers/:customer/applicationconsents/:application', (request, reply) => {
    requireUser(world, request)
    const { customer, application } = One.parse(request.params)
    const { id } = customerById(world, customer)
    if (!removePrincipal(world, id, application))
      throw partnerErrors.noResource(`The consent of application '${application}'`)
    dropDelegatedScopes(world, id, application)
    return reply.code(204).send()
  })
}

function graphScopes(body: z.output<typeof NewConsent>) {
  const grants = body.applicationGrants.filter((grant) => grant.enterpriseApplicationId === resources.graph)
  return grants.flatMap((grant) => grant.scope.split(',').map((scope) => scope.trim()))
}
