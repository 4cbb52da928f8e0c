import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { World } from '../../world/world.ts'
import { onSeededWorld } from '../seed.ts'
import { audiences, directoryRoles } from '../state/names.ts'
import { findTenant, type Tenant } from '../state/tenants.ts'
import { readToken } from '../state/tokens.ts'
import type { Cmdlet } from './cmdlet.ts'
import { getDkimSigningConfig, newDkimSigningConfig, rotateDkimSigningConfig, setDkimSigningConfig } from './dkim.ts'
import { CmdletError, cmdletErrorBody, cmdletErrors } from './errors.ts'
import {
  getAcceptedDomain,
  getBlockedSenderAddress,
  getCasMailbox,
  getLimitsEnforcementStatus,
  getMailbox,
  getOrganizationConfig,
  setCasMailbox,
} from './mailbox-cmdlets.ts'

const cmdlets: Record<string, Cmdlet> = {
  'get-accepteddomain': getAcceptedDomain,
  'get-blockedsenderaddress': getBlockedSenderAddress,
  'get-casmailbox': getCasMailbox,
  'get-dkimsigningconfig': getDkimSigningConfig,
  'get-limitsenforcementstatus': getLimitsEnforcementStatus,
  'get-mailbox': getMailbox,
  'get-organizationconfig': getOrganizationConfig,
  'new-dkimsigningconfig': newDkimSigningConfig,
  'rotate-dkimsigningconfig': rotateDkimSigningConfig,
  'set-casmailbox': setCasMailbox,
  'set-dkimsigningconfig': setDkimSigningConfig,
}

const Input = z.object({
  CmdletInput: z.object({ CmdletName: z.string(), Parameters: z.record(z.string(), z.unknown()).default({}) }),
})

export function exchangeRoutes(app: FastifyInstance, world: World) {
  app.addHook('onRequest', onSeededWorld(world))
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof CmdletError)) return reply.send(error)
    return reply.code(error.status).send(cmdletErrorBody(error))
  })
  app.post('/adminapi/beta/:tenant/InvokeCommand', async (request) => {
    const tenant = authorize(world, request)
    const input = Input.safeParse(request.body)
    if (!input.success) throw cmdletErrors.validation('The request holds no CmdletInput.')
    const { CmdletName: name, Parameters: parameters } = input.data.CmdletInput
    const cmdlet = cmdlets[name.toLowerCase()]
    if (!cmdlet) throw cmdletErrors.unknownCmdlet(name)
    const value = await cmdlet({ world, tenant, parameters })
    return {
      '@odata.context': `${world.vendorsUrl}/adminapi/beta/${tenant.id}/$metadata#Collection(Exchange.GenericHashTable)`,
      'adminapi.warnings@odata.type': '#Collection(String)',
      '@adminapi.warnings': [],
      value,
    }
  })
}

const administrators: string[] = [directoryRoles.exchangeAdministrator, directoryRoles.globalAdministrator]

/** An application needs both its permission and an administrator's role, and both in the token. */
function authorize(world: World, request: FastifyRequest): Tenant {
  const claims = readToken(world, request.headers.authorization)
  const tenant = findTenant(world, z.object({ tenant: z.string() }).parse(request.params).tenant)
  if (claims?.aud !== audiences.exchange || !tenant || claims.tid !== tenant.id) throw cmdletErrors.unauthorized()
  const mayManage = claims.roles.includes('Exchange.ManageAsApp')
  if (!mayManage || !claims.wids.some((role) => administrators.includes(role))) throw cmdletErrors.denied()
  return tenant
}
