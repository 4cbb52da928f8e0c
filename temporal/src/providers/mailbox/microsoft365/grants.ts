import { z } from 'zod'
import { bodyOf, stepError } from './batch-answers.ts'
import type { GraphSession } from './graph.ts'
import { type BatchStep, runBatch, type Wait } from './graph-batch.ts'
import { spreading } from './spreading.ts'

/** Microsoft's own applications; their ids and those of their roles are the same in every tenant. */
export const GRAPH_APP = '00000003-0000-0000-c000-000000000000'
const EXCHANGE_APP = '00000002-0000-0ff1-ce00-000000000000'

/** https://learn.microsoft.com/graph/permissions-reference */
const graphRoles = [
  '7e05723c-0bb0-42da-be95-ae9f08a6e53c', // Domain.ReadWrite.All
  '741f803b-c850-494e-b5df-cde7c675a1ca', // User.ReadWrite.All
  '498476ce-e0fe-48b0-b801-37ba7e2685c6', // Organization.Read.All
  'b633e1c5-b582-4048-a93e-9f11b44c7e96', // Mail.Send
  'e2a3a72e-5f79-4c64-b1b1-878b674786c9', // Mail.ReadWrite
]
const EXCHANGE_MANAGE_AS_APP = 'dc50a0fb-09a3-484d-be87-e023b12c6440'

/** https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference#exchange-administrator */
const EXCHANGE_ADMINISTRATOR = '29232cdf-9323-42fd-ade2-1d097af3e4de'

const Found = z.object({ value: z.array(z.object({ id: z.string() })) })
const Created = z.object({ id: z.string() })
const Assigned = z.object({ value: z.array(z.object({ resourceId: z.string(), appRoleId: z.string() })) })
const Directory = z.object({ value: z.array(z.object({ roleDefinitionId: z.string() })) })

interface GrantDeps {
  applicationId: string
  wait: Wait
}

/** Gives our application its roles in one tenant; `graph` acts as the partner's user there. */
export function createGrants({ applicationId, wait }: GrantDeps) {
  async function grant(graph: GraphSession): Promise<void> {
    const apps = await findApps(graph)
    const missing = await missingGrants(graph, apps)
    const answers = missing.length === 0 ? [] : await runBatch(graph, 'grantRoles', missing, wait)
    for (const answer of answers)
      if (!answer.ok && answer.fault.kind !== 'conflict') throw stepError('grantRoles', answer)
  }

  async function findApps(graph: GraphSession): Promise<Apps> {
    const steps = [applicationId, GRAPH_APP, EXCHANGE_APP].map((appId): BatchStep => {
      const filter = encodeURIComponent(`appId eq '${appId}'`)
      return { method: 'GET', url: `/servicePrincipals?$filter=${filter}&$select=id` }
    })
    const answers = await runBatch(graph, 'findServicePrincipals', steps, wait)
    const [own, graphApp, exchangeApp] = answers.map(
      (answer) => bodyOf(Found, 'findServicePrincipals', answer).value[0]?.id,
    )
    if (!own || !graphApp) throw spreading()
    return { own, graphApp, exchangeApp: exchangeApp ?? (await addExchange(graph)) }
  }

  /** A tenant without an order has no Exchange yet. */
  async function addExchange(graph: GraphSession): Promise<string> {
    const call = { operation: 'addServicePrincipal', method: 'POST', path: '/servicePrincipals' } as const
    return (await graph.json(Created, { ...call, body: { appId: EXCHANGE_APP } })).id
  }

  async function missingGrants(graph: GraphSession, apps: Apps): Promise<BatchStep[]> {
    const filter = encodeURIComponent(`principalId eq '${apps.own}'`)
    const assignments = `/servicePrincipals/${apps.own}/appRoleAssignments`
    const answers = await runBatch(
      graph,
      'listRoles',
      [
        { method: 'GET', url: assignments },
        { method: 'GET', url: `/roleManagement/directory/roleAssignments?$filter=${filter}` },
      ],
      wait,
    )
    const assigned = bodyOf(Assigned, 'listRoles', answers[0]).value
    const directory = bodyOf(Directory, 'listRoles', answers[1]).value
    const wanted = [
      ...graphRoles.map((appRoleId) => ({ resourceId: apps.graphApp, appRoleId })),
      { resourceId: apps.exchangeApp, appRoleId: EXCHANGE_MANAGE_AS_APP },
    ]
    const isAssigned = (role: { resourceId: string; appRoleId: string }) =>
      assigned.some((one) => one.appRoleId === role.appRoleId && one.resourceId === role.resourceId)
    const isAdministrator = directory.some((one) => one.roleDefinitionId === EXCHANGE_ADMINISTRATOR)
    return [
      ...wanted.filter((role) => !isAssigned(role)).map((role) => assignRole(assignments, apps.own, role)),
      ...(isAdministrator ? [] : [makeAdministrator(apps.own)]),
    ]
  }

  return { grant }
}

/** Service principals by their object ids in one tenant. */
interface Apps {
  own: string
  graphApp: string
  exchangeApp: string
}

function assignRole(url: string, principalId: string, role: { resourceId: string; appRoleId: string }): BatchStep {
  return { method: 'POST', url, body: { principalId, ...role } }
}

function makeAdministrator(principalId: string): BatchStep {
  const body = {
    '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
    principalId,
    roleDefinitionId: EXCHANGE_ADMINISTRATOR,
    directoryScopeId: '/',
  }
  return { method: 'POST', url: '/roleManagement/directory/roleAssignments', body }
}
