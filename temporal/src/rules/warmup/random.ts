/**
 * A number from 0 to 2^32 - 1 that depends on the text alone, so that what is drawn today is drawn again after a restart.
 * FNV-1a, with the finalizer of MurmurHash3, without which texts that differ at their end fall close together.
 */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return mix(hash)
}

export function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** From 0 to just below 1. */
export const shareOf = (text: string): number => hashOf(text) / 2 ** 32

/** Draws one after the other; the same seed gives the same row. */
export function createDraws(seed: string) {
  let state = hashOf(seed)
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    return mix(state) / 2 ** 32
  }
  return {
    next,
    pick<T>(items: readonly [T, ...T[]]): T {
      return items[Math.floor(next() * items.length)] ?? items[0]
    },
  }
}
export type Draws = ReturnType<typeof createDraws>
