/** A time during which the world made its customer wait. */
export interface Span {
  startedAt: number
  readyAt: number
}

/**
 * The longest chain of waits, by the sum of their lengths: each starts at or after the end of the one before. No customer
 * who meets these waits one after the other can be faster.
 */
export function longestChain<S extends Span>(spans: S[]): { lengthMs: number; chain: S[] } {
  const ordered = [...spans].sort((a, b) => a.readyAt - b.readyAt)
  const best: { lengthMs: number; chain: S[] }[] = []
  let longest: { lengthMs: number; chain: S[] } = { lengthMs: 0, chain: [] }
  for (const span of ordered) {
    const before = longestOf(best.filter(({ chain }) => (chain.at(-1)?.readyAt ?? 0) <= span.startedAt))
    const own = { lengthMs: before.lengthMs + span.readyAt - span.startedAt, chain: [...before.chain, span] }
    best.push(own)
    if (own.lengthMs > longest.lengthMs) longest = own
  }
  return longest
}

function longestOf<C extends { lengthMs: number; chain: Span[] }>(chains: C[]): Pick<C, 'lengthMs' | 'chain'> {
  const none: Pick<C, 'lengthMs' | 'chain'> = { lengthMs: 0, chain: [] }
  return chains.reduce((longest, chain) => (chain.lengthMs > longest.lengthMs ? chain : longest), none)
}
