import { z } from 'zod'
import { isProviderError, ProviderError } from '../../errors.ts'
import type { PostalAddress, VendorConfig } from '../../vendor-config.ts'
import type { CreatedTenant, MailboxProvider, TenantOrder } from '../mailbox-provider.ts'
import type { PartnerCenter } from './partner-center.ts'

const Country = z.object({ defaultAddress: z.object({ country: z.string().length(2) }) })

const Customer = z.object({
  id: z.string().min(1),
  companyProfile: z.object({ domain: z.string() }),
  billingProfile: Country.nullish(),
  userCredentials: z.object({ userName: z.string(), password: z.string() }).nullish(),
})

/** Lists leave the billing profile out. */
const CustomerWithCountry = z.object({ billingProfile: Country })

const Customers = z.object({ items: z.array(Customer).default([]) })
const Templates = z.object({ items: z.array(z.object({ templateId: z.string(), agreementType: z.string() })) })

type FoundTenant = Omit<CreatedTenant, 'admin'>
type TenantCalls = Pick<MailboxProvider, 'findTenant' | 'createTenant' | 'acceptAgreement'>
type Addresses = VendorConfig['PARTNER_ADDRESSES']

interface TenantDeps {
  partnerCenter: PartnerCenter
  addresses: Addresses
  now: () => number
}

/** Customers of our partner account, each of which is one tenant. */
export function createTenants({ partnerCenter, addresses, now }: TenantDeps): TenantCalls {
  async function findTenant(prefix: string): Promise<FoundTenant | null> {
    const initialDomain = initialDomainOf(prefix)
    const filter = JSON.stringify({ Field: 'Domain', Value: initialDomain, Operator: 'starts_with' })
    const path = `/customers?size=50&filter=${encodeURIComponent(filter)}`
    const { items } = await partnerCenter.json(Customers, { operation: 'findCustomer', method: 'GET', path })
    const found = items.find((item) => item.companyProfile.domain.toLowerCase() === initialDomain)
    return found ? { tenantId: found.id, initialDomain, country: await countryOf(found.id) } : null
  }

  async function countryOf(tenantId: string): Promise<string> {
    const call = { operation: 'getCustomer', method: 'GET', path: `/customers/${tenantId}` } as const
    const { billingProfile } = await partnerCenter.json(CustomerWithCountry, call)
    return billingProfile.defaultAddress.country.toUpperCase()
  }

  async function createTenant(order: TenantOrder): Promise<CreatedTenant> {
    const address = addresses[order.residency]
    const call = { operation: 'createCustomer', method: 'POST', path: '/customers' } as const
    try {
      const body = customerOf(order, address)
      const created = await partnerCenter.json(Customer, { ...call, body, requestId: order.requestId })
      const country = created.billingProfile?.defaultAddress.country ?? address.country
      const admin = created.userCredentials ? adminOf(created.userCredentials, order.prefix) : null
      return {
        tenantId: created.id,
        initialDomain: initialDomainOf(order.prefix),
        country: country.toUpperCase(),
        admin,
      }
    } catch (error) {
      if (!isProviderError(error, 'rejected', 'conflict')) throw error
      return adoptOrExplain(order.prefix, error)
    }
  }

  /** The refusal of a prefix has no code of its own, so the prefix is asked for; it may be taken by a lost order of ours. */
  async function adoptOrExplain(prefix: string, refusal: ProviderError): Promise<CreatedTenant> {
    if (await isPrefixFree(prefix)) throw refusal
    const own = await findTenant(prefix)
    if (own) return { ...own, admin: null }
    const { provider, code, requestId } = refusal
    const message = `createCustomer: ${initialDomainOf(prefix)} is taken`
    throw new ProviderError({ provider, kind: 'conflict', code, requestId, message })
  }

  /** Here 404 is the good answer. */
  async function isPrefixFree(prefix: string): Promise<boolean> {
    const path = `/domains/${initialDomainOf(prefix)}`
    const reply = await partnerCenter.request({ operation: 'checkDomain', method: 'HEAD', path, expected: [404] })
    return reply.status === 404
  }

  async function acceptAgreement(tenantId: string): Promise<void> {
    const signer = signerFor(await countryOf(tenantId), addresses)
    const type = 'MicrosoftCustomerAgreement'
    const path = `/agreements?agreementType=${type}`
    const { items } = await partnerCenter.json(Templates, { operation: 'getAgreement', method: 'GET', path })
    const templateId = items.find((item) => item.agreementType === type)?.templateId
    if (!templateId) throw noTemplate()
    const { firstName, lastName, email, phoneNumber } = signer
    const primaryContact = { firstName, lastName, email, phoneNumber }
    const body = { primaryContact, templateId, dateAgreed: new Date(now()).toISOString(), type }
    await confirm(`/customers/${tenantId}/agreements`, body)
  }

  async function confirm(path: string, body: unknown): Promise<void> {
    try {
      await partnerCenter.request({ operation: 'confirmAgreement', method: 'POST', path, body })
    } catch (error) {
      const isThereAlready = isProviderError(error) && error.code === '600061'
      if (!isThereAlready) throw error
    }
  }

  return { findTenant, createTenant, acceptAgreement }
}

const initialDomainOf = (prefix: string) => `${prefix.toLowerCase()}.onmicrosoft.com`

/** The vendor names the administrator without the domain. */
function adminOf({ userName, password }: { userName: string; password: string }, prefix: string) {
  return { userName: userName.includes('@') ? userName : `${userName}@${initialDomainOf(prefix)}`, password }
}

/** A tenant is signed for by the person whose address it was made with. */
function signerFor(country: string, addresses: Addresses): PostalAddress {
  return Object.values(addresses).find((address) => address.country.toUpperCase() === country) ?? addresses.none
}

function noTemplate(): ProviderError {
  const message = 'getAgreement: no template of the Microsoft Customer Agreement'
  return new ProviderError({ provider: 'partner_center', kind: 'transient', code: 'strange_answer', message })
}

function customerOf(order: TenantOrder, address: PostalAddress) {
  // The likely language of a country (Unicode CLDR), as Partner Center accepts only cultures of that country.
  const { language } = new Intl.Locale(`und-${address.country}`).maximize()
  return {
    enableGDAPByDefault: true,
    CompanyProfile: { Domain: initialDomainOf(order.prefix), CompanyName: order.organisationName },
    BillingProfile: {
      Culture: `${language}-${address.country}`,
      Email: address.email,
      Language: language,
      CompanyName: order.organisationName,
      DefaultAddress: {
        FirstName: address.firstName,
        LastName: address.lastName,
        AddressLine1: address.addressLine1,
        City: address.city,
        ...(address.state === undefined ? {} : { State: address.state }),
        PostalCode: address.postalCode,
        Country: address.country,
        PhoneNumber: address.phoneNumber,
      },
    },
  }
}
