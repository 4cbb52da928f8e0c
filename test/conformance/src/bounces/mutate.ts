/** A generator that gives the same numbers in every run (Mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number

const pick = (random: Random, most: number) => Math.floor(random() * most)

/** What relays, scanners and enemies do to a file. */
const mutations: ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => bytes.subarray(0, pick(random, bytes.length)),
  (bytes, random) => bytes.subarray(pick(random, bytes.length)),
  (bytes, random) => {
    const copy = Buffer.from(bytes)
    for (let times = 0; times < 20; times++) copy[pick(random, copy.length)] = pick(random, 256)
    return copy
  },
  (bytes, random) => {
    const at = pick(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + pick(random, 400))])
  },
  (bytes, random) => {
    const at = pick(random, bytes.length)
    const piece = bytes.subarray(at, at + 1 + pick(random, 80))
    const times = Math.ceil((200_000 * random()) / piece.length)
    return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(times).fill(piece), bytes.subarray(at)])
  },
]

export function mutate(bytes: Buffer, random: Random): Buffer {
  const mutation = mutations[pick(random, mutations.length)]
  return mutation && bytes.length > 0 ? mutation(bytes, random) : bytes
}
