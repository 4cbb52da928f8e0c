import { z } from 'zod'
import { badAddress, refusal } from './errors.ts'

export const Address = z.object({
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  addressLine1: z.string().min(1),
  addressLine2: z.string().nullish(),
  city: z.string().min(1),
  state: z.string().nullish(),
  postalCode: z.string().optional(),
  country: z.string(),
  region: z.string().nullish(),
  phoneNumber: z.string().nullish(),
})
export type Address = z.output<typeof Address>

/** Postal codes of the countries into which the sandbox's partner may sell. */
const postalCodes: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  AT: /^\d{4}$/,
  BE: /^\d{4}$/,
  CH: /^\d{4}$/,
  CZ: /^\d{3} ?\d{2}$/,
  DE: /^\d{5}$/,
  DK: /^\d{4}$/,
  ES: /^\d{5}$/,
  FI: /^\d{5}$/,
  FR: /^\d{5}$/,
  IE: /^[A-Z\d]{3} ?[A-Z\d]{4}$/i,
  IT: /^\d{5}$/,
  LI: /^\d{4}$/,
  NL: /^\d{4} ?[A-Z]{2}$/i,
  NO: /^\d{4}$/,
  PL: /^\d{2}-\d{3}$/,
  PT: /^\d{4}-\d{3}$/,
  SE: /^\d{3} ?\d{2}$/,
}

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && names.of(code) !== undefined

export function checkAddress(address: Address) {
  const country = address.country.toUpperCase()
  if (!isCountry(country)) throw badAddress('60070', `CountryInvalid - '${address.country}' is not a country code.`)
  const postalCode = postalCodes[country]
  if (!postalCode) throw refusal(403, 2030, `The partner is not onboarded to sell in '${country}'.`)
  if (country === 'US' && !/^[A-Z]{2}$/.test(address.state ?? ''))
    throw badAddress('60073', 'StateInvalid - The state is missing or not valid.')
  if (!postalCode.test(address.postalCode ?? ''))
    throw badAddress('60071', 'ZipCityInvalid - The postal code is not valid for the city.')
  if (!address.phoneNumber) throw refusal(400, 600051, 'The phone number is missing.')
}
