import { z } from 'zod'
import { tenantDomains } from '../state/domain-list.ts'
import { domainOf } from '../state/users.ts'
import type { GraphCall } from './call.ts'
import { graphErrors } from './errors.ts'

export const NewUser = z.object({
  accountEnabled: z.boolean(),
  displayName: z.string().min(1).max(256),
  mailNickname: z.string().min(1).max(64),
  userPrincipalName: z.string(),
  usageLocation: z.string().nullish(),
  givenName: z.string().max(64).nullish(),
  surname: z.string().max(64).nullish(),
  jobTitle: z.string().max(128).nullish(),
  passwordProfile: z.object({
    password: z.string(),
    forceChangePasswordNextSignIn: z.boolean().optional(),
    forceChangePasswordNextSignInWithMfa: z.boolean().optional(),
  }),
})
export type NewUser = z.output<typeof NewUser>

const localPart = /^[A-Za-z0-9'._!#^~-]{1,64}$/

export function checkName(call: GraphCall, name: string) {
  const at = name.lastIndexOf('@')
  const local = name.slice(0, Math.max(at, 0))
  if (!localPart.test(local) || local.startsWith('.') || local.endsWith('.'))
    throw graphErrors.invalidValue('userPrincipalName', 'Property userPrincipalName is invalid.')
  const domain = tenantDomains(call.world, call.tenant).find((one) => one.name === domainOf(name))
  if (!domain?.isVerified)
    throw graphErrors.invalidValue(
      'userPrincipalName',
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    )
}

/** Entra ID: 8 to 256 characters of three of the four classes (learn.microsoft.com/entra password policy). */
export function checkPassword(password: string) {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(password)).length
  if (password.length < 8 || password.length > 256 || classes < 3)
    throw graphErrors.invalidValue(
      'password',
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    )
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined

export function checkUsageLocation(code: string | null | undefined) {
  if (code !== null && code !== undefined && !isCountry(code))
    throw graphErrors.invalidValue(
      'usageLocation',
      'Invalid value specified for property usageLocation of resource User.',
    )
}
