import type { Residency } from '@coldframe/db'

/**
 * Exchange Online regions whose mail rests inside the EU Data Boundary's member states
 * (Microsoft Product Terms; `DefaultMailboxRegion` of Get-OrganizationConfig).
 */
const euRegions = ['EUR', 'FRA', 'DEU', 'SWE', 'POL', 'ITA', 'ESP']

const regions: Record<Residency, readonly string[] | null> = { none: null, eu: euRegions, ch: ['CHE'] }

/** Whether mail that rests in `region` keeps the promise of `residency`. */
export function keepsResidency(residency: Residency, region: string): boolean {
  const allowed = regions[residency]
  return allowed === null || allowed.includes(region.toUpperCase())
}
