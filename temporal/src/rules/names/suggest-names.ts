import { parse } from 'tldts'
import { normalizeDomainName } from '../naming.ts'
import { shareOf } from '../warmup/random.ts'
import { isConfusable, isSeamUnclear } from './confusable.ts'

const prefixes = ['get', 'try', 'use', 'go', 'meet', 'join', 'hello', 'with', 'ask', 'team']
const suffixes = ['hq', 'app', 'team', 'hub', 'now', 'mail', 'labs', 'works', 'group', 'online']

/** Cheap, and of good standing with receivers. Others are used where they are asked for. */
export const defaultTlds = ['com', 'net', 'org', 'co'] as const

export const MOST_SUGGESTIONS = 50

export interface NameWish {
  /** Registrable, as a person reads it: `acme.com`, `müller.de`. */
  brandDomain: string
  count: number
  tlds?: readonly string[]
  /** As a person reads them: what the account holds, held, or burned. None of them is suggested, nor anything alike. */
  known: readonly string[]
  /** Another seed orders the names otherwise; the same seed in the same way. */
  seed: string
}

/** Close variants of the brand, in ASCII, best first: names below an earlier top-level domain come first. */
export function suggestNames({ brandDomain, count, tlds = defaultTlds, known, seed }: NameWish): string[] {
  const brand = labelOf(brandDomain)
  const taken = new Set([brandDomain, ...known])
  const knownLabels = known.map(labelOf)
  const labels = variantsOf(brand).filter((label) => !isConfusable(label, [brand, ...knownLabels]))
  const names = tlds.flatMap((tld) => drawn(labels, `${seed}/${tld}`).map((label) => `${label}.${tld}`))
  const sound = names.flatMap((name) => {
    const result = normalizeDomainName(name)
    return 'name' in result && !taken.has(name) ? [result.name] : []
  })
  return [...new Set(sound)].slice(0, Math.min(count, MOST_SUGGESTIONS))
}

const labelOf = (domain: string) => parse(domain, { allowPrivateDomains: false }).domainWithoutSuffix ?? domain

/** A name of two scripts is what homoglyphs are made of (UTS 39, section 5.1), so Latin words are put to Latin names only. */
function variantsOf(brand: string): string[] {
  if (!/^[\p{Script=Latin}\d-]+$/u.test(brand)) return [brand]
  return [
    brand,
    ...prefixes.filter((word) => !isSeamUnclear(word, brand)).map((word) => word + brand),
    ...suffixes.filter((word) => !isSeamUnclear(brand, word)).map((word) => brand + word),
  ]
}

const drawn = (labels: string[], seed: string) =>
  labels
    .map((label) => ({ label, place: shareOf(`${seed}/${label}`) }))
    .sort((a, b) => a.place - b.place)
    .map(({ label }) => label)
