import { z } from 'zod'
import { exchangeSku } from '../state/names.ts'
import { boughtSeats, changeSeats, usedSeats } from '../state/seats.ts'
import { domainOf, isLicenceOn, saveUser, type User } from '../state/users.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, ok } from './call.ts'
import { graphErrors } from './errors.ts'
import { meetsStaleReplica } from './replicas.ts'
import { knownUser } from './user-lookup.ts'
import { paint, readUsers, writeUsers } from './users.ts'

const licensing = ['LicenseAssignment.ReadWrite.All', ...writeUsers]

export const licenceRoutes: GraphRoute[] = [
  { method: 'POST', path: '/users/:user/assignLicense', permissions: licensing, handle: assignLicense },
  { method: 'GET', path: '/users/:user/licenseDetails', permissions: readUsers, handle: licenceDetails },
  {
    method: 'GET',
    path: '/subscribedSkus',
    permissions: [
      'Organization.Read.All',
      'Organization.ReadWrite.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
    ],
    cost: 3,
    handle: subscribedSkus,
  },
]

const Assignment = z.object({
  addLicenses: z.array(z.object({ skuId: z.guid(), disabledPlans: z.array(z.guid()).default([]) })),
  removeLicenses: z.array(z.guid()),
})

function checkParameters(body: unknown) {
  const given = new Set(typeof body === 'object' && body !== null ? Object.keys(body) : [])
  const missing = ['addLicenses', 'removeLicenses'].filter((name) => !given.has(name))
  if (missing.length > 0)
    throw graphErrors.badRequest(
      `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
    )
}

const invalidLocation = () =>
  graphErrors.badRequest('License assignment cannot be done for user with invalid usage location.')

function assignLicense(call: GraphCall) {
  const user = knownUser(call)
  checkParameters(call.body)
  const { addLicenses, removeLicenses } = bodyOf(Assignment, call)
  // A replica that lags knows the user but not its location: the same error as when there is none.
  const isStale = meetsStaleReplica(call.world, user)
  if (isStale || user.usageLocation === null) throw invalidLocation()
  const kept = user.licences.filter((skuId) => !removeLicenses.includes(skuId))
  const added = addLicenses.map(({ skuId }) => skuId.toLowerCase()).filter((skuId) => !kept.includes(skuId))
  for (const skuId of added) checkSeat(call, skuId)
  return ok(paint(call, relicense(call, user, [...kept, ...added])))
}

function checkSeat({ world, tenant }: GraphCall, skuId: string) {
  const { enabled, subscriptionIds } = boughtSeats(world, tenant.id)
  if (skuId !== exchangeSku.skuId || subscriptionIds.length === 0)
    throw graphErrors.badRequest(`License ${skuId} does not correspond to a valid company License.`)
  if (usedSeats(world, tenant.id, skuId) >= enabled)
    throw graphErrors.badRequest(`Subscription with SKU ${skuId} does not have any available licenses.`)
}

function relicense({ world }: GraphCall, user: User, licences: string[]): User {
  const count = (all: string[]) => all.filter((skuId) => skuId === exchangeSku.skuId).length
  const change = count(licences) - count(user.licences)
  if (change !== 0) changeSeats(world, user.tenantId, exchangeSku.skuId, change)
  if (change > 0) {
    const group = domainOf(user.userPrincipalName)
    world.waits.start('licence_assignment', user.id, group)
    world.waits.start('mailbox_creation', user.id, group)
    world.counters.add('licences', user.userPrincipalName.toLowerCase())
  }
  return saveUser(world, { ...user, licences })
}

const plans = () =>
  exchangeSku.servicePlans.map((plan) => ({ ...plan, provisioningStatus: 'Success', appliesTo: 'User' }))

function licenceDetails(call: GraphCall) {
  const user = knownUser(call)
  const isOn = isLicenceOn(call.world, user)
  const value = (isOn ? user.licences : []).map((skuId) => ({
    id: skuId,
    skuId,
    skuPartNumber: exchangeSku.skuPartNumber,
    servicePlans: plans(),
  }))
  return ok({ '@odata.context': contextUrl(call.world, `users('${user.id}')/licenseDetails`), value })
}

function subscribedSkus(call: GraphCall) {
  const { world, tenant } = call
  const { subscriptionIds, enabled, suspended } = boughtSeats(world, tenant.id)
  const sku = {
    accountName: tenant.prefix,
    accountId: tenant.id,
    appliesTo: 'User',
    capabilityStatus: enabled > 0 ? 'Enabled' : 'Suspended',
    consumedUnits: usedSeats(world, tenant.id, exchangeSku.skuId),
    id: `${tenant.id}_${exchangeSku.skuId}`,
    skuId: exchangeSku.skuId,
    skuPartNumber: exchangeSku.skuPartNumber,
    subscriptionIds,
    prepaidUnits: { enabled, suspended, warning: 0, lockedOut: 0 },
    servicePlans: plans(),
  }
  return ok({ '@odata.context': contextUrl(world, 'subscribedSkus'), value: subscriptionIds.length > 0 ? [sku] : [] })
}
