import { z } from 'zod'
import type { GraphSession } from './graph.ts'

const Organizations = z.object({
  value: z.array(z.object({ id: z.string(), countryLetterCode: z.string().length(2) })).min(1),
})
const Skus = z.object({
  value: z.array(z.object({ skuId: z.string(), skuPartNumber: z.string(), capabilityStatus: z.string().nullish() })),
})

/** Exchange Online Plan 1: a mailbox and nothing else. */
const MAILBOX_SKU = 'EXCHANGESTANDARD'

/** What never changes in a tenant once it is there; asked once per process. */
export function createTenantFacts(graphFor: (tenantId: string) => GraphSession) {
  const countries = new Map<string, string>()
  const skus = new Map<string, string>()

  async function country(tenantId: string): Promise<string> {
    return countries.get(tenantId) ?? readCountry(tenantId)
  }

  async function readCountry(tenantId: string): Promise<string> {
    const path = '/organization?$select=id,countryLetterCode'
    const { value } = await graphFor(tenantId).json(Organizations, {
      operation: 'getOrganization',
      method: 'GET',
      path,
    })
    const found = value[0]?.countryLetterCode.toUpperCase() ?? ''
    countries.set(tenantId, found)
    return found
  }

  /** Null until an order has been provisioned. */
  async function mailboxSku(tenantId: string): Promise<string | null> {
    const known = skus.get(tenantId)
    if (known) return known
    const call = { operation: 'subscribedSkus', method: 'GET', path: '/subscribedSkus' } as const
    const { value } = await graphFor(tenantId).json(Skus, call)
    const sku = value.find((one) => one.skuPartNumber === MAILBOX_SKU && isUsable(one.capabilityStatus))
    if (sku) skus.set(tenantId, sku.skuId)
    return sku?.skuId ?? null
  }

  return { country, readCountry, mailboxSku }
}

export type TenantFacts = ReturnType<typeof createTenantFacts>

function isUsable(capabilityStatus: string | null | undefined): boolean {
  return !capabilityStatus || capabilityStatus === 'Enabled' || capabilityStatus === 'Warning'
}
