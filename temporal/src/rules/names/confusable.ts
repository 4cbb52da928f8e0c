/** Unicode Technical Standard 39 calls this a skeleton; only what can stand in a variant of a Latin name is kept here. */
const lookAlikes: readonly [string, string][] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['3', 'e'],
  ['5', 's'],
  ['8', 'b'],
]

/** Names that are alike at a glance have the same one: look-alike letters are one letter, doubled letters single, hyphens gone. */
export function skeletonOf(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}|-/gu, '')
    .toLowerCase()
  return lookAlikes.reduce((text, [from, to]) => text.replaceAll(from, to), plain).replace(/(.)\1+/gu, '$1')
}

/** Names that phishing imitates most. Nothing that could be taken for one of them is suggested. */
// biome-ignore format: one name a line says no more.
const imitated = [
  'adobe', 'airbnb', 'allegro', 'amazon', 'americanexpress', 'apple', 'bankofamerica', 'booking', 'chase', 'coinbase',
  'dhl', 'docusign', 'dropbox', 'ebay', 'facebook', 'fedex', 'github', 'gmail', 'google', 'hotmail', 'icloud', 'instagram',
  'linkedin', 'mastercard', 'meta', 'microsoft', 'netflix', 'office365', 'outlook', 'paypal', 'revolut', 'salesforce',
  'shopify', 'spotify', 'stripe', 'telegram', 'tiktok', 'twitter', 'uber', 'visa', 'walmart', 'wellsfargo', 'whatsapp', 'yahoo',
  'youtube', 'zoom',
].map((name) => ({ name, skeleton: skeletonOf(name) }))

/** Short names are one letter apart from too many honest ones. */
const SHORTEST_NEAR_MISS = 6

/** Whether a name could be taken for one that others are known by, or for one of `others`. A name is not confused with itself. */
export function isConfusable(label: string, others: readonly string[] = []): boolean {
  const skeleton = skeletonOf(label)
  if (others.some((other) => other !== label && skeletonOf(other) === skeleton)) return true
  return imitated.some(
    (other) =>
      other.skeleton === skeleton || (other.name.length >= SHORTEST_NEAR_MISS && isOneOff(skeleton, other.skeleton)),
  )
}

/** One letter added, omitted or changed. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  const rest =
    a.length === b.length ? [start + 1, start + 1] : a.length > b.length ? [start + 1, start] : [start, start + 1]
  return a.slice(rest[0]) === b.slice(rest[1])
}

/** Whether two words read as something else where they meet: a doubled letter, or two letters that look like one. */
export function isSeamUnclear(before: string, after: string): boolean {
  const pair = `${before.at(-1) ?? ''}${after.at(0) ?? ''}`
  return pair[0] === pair[1] || lookAlikes.some(([from]) => from === pair)
}
