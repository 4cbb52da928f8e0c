import { type ContactDetail, CountryCode } from '@aws-sdk/client-route-53-domains'
import { ProviderError } from '../../errors.ts'
import type { PostalAddress } from '../../vendor-config.ts'

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_domains_ContactDetail.html */
export function toContact(address: PostalAddress): ContactDetail {
  return {
    ContactType: 'COMPANY',
    FirstName: address.firstName,
    LastName: address.lastName,
    OrganizationName: `${address.firstName} ${address.lastName}`,
    Email: address.email,
    PhoneNumber: phoneNumber(address.phoneNumber),
    AddressLine1: address.addressLine1,
    City: address.city,
    ...(address.state === undefined ? {} : { State: address.state }),
    ZipCode: address.postalCode,
    CountryCode: countryCode(address.country),
  }
}

function countryCode(country: string): CountryCode {
  const known = Object.values(CountryCode).find((code) => code === country.toUpperCase())
  if (known) return known
  const message = `RegisterDomain: the registrar knows no country ${country}`
  throw new ProviderError({ provider: 'route53_domains', kind: 'rejected', code: 'country', message })
}

/** `+41.441234567`: registries want a point behind the country's code (RFC 5733 section 2.5). */
function phoneNumber(text: string): string {
  const [, country, rest] = text.match(/^\+(\d{1,3})[. ](.+)$/) ?? []
  return country && rest ? `+${country}.${rest.replaceAll(/\D/g, '')}` : text
}
