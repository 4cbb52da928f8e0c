import type { World } from '../../world/world.ts'
import { exchangeSku } from '../state/names.ts'
import { isLicenceOn, type User } from '../state/users.ts'

/** What Graph returns of a user without `$select`. */
export const defaultUserProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
]

export function userView(world: World, user: User): Record<string, unknown> {
  const date = new Date(user.createdAt).toISOString()
  const isOn = user.licences.length > 0 && isLicenceOn(world, user)
  const licences = isOn ? user.licences : []
  const plans = licences.includes(exchangeSku.skuId) ? exchangeSku.servicePlans : []
  return {
    id: user.id,
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName,
    jobTitle: user.jobTitle,
    mail: plans.length > 0 ? user.userPrincipalName : null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    accountEnabled: user.accountEnabled,
    createdDateTime: date,
    deletedDateTime: user.deletedAt === null ? null : new Date(user.deletedAt).toISOString(),
    mailNickname: user.mailNickname,
    usageLocation: user.usageLocation,
    userType: 'Member',
    proxyAddresses: plans.length > 0 ? [`SMTP:${user.userPrincipalName}`] : [],
    assignedLicenses: licences.map((skuId) => ({ skuId, disabledPlans: [] })),
    licenseAssignmentStates: licences.map((skuId) => ({
      skuId,
      assignedByGroup: null,
      disabledPlans: [],
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: date,
    })),
    assignedPlans: plans.map((plan) => ({
      assignedDateTime: date,
      capabilityStatus: 'Enabled',
      service: plan.servicePlanName.startsWith('EXCHANGE') ? 'exchange' : 'MicrosoftOffice',
      servicePlanId: plan.servicePlanId,
    })),
    provisionedPlans: plans.map(() => ({
      capabilityStatus: 'Enabled',
      provisioningStatus: 'Success',
      service: 'exchange',
    })),
    serviceProvisioningErrors: [],
  }
}
