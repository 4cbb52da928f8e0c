interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** Names of fields that somebody wants of what is loaded. */
export type Wanted = ReadonlySet<string>

export type LoadMany = (keys: string[], wanted: Wanted) => Promise<Map<string, unknown>>
export type Batch = (key: string, wanted: Wanted) => Promise<unknown>

/**
 * Collects keys until all fields that could ask have asked, then loads them at once. Fields ask in promise jobs; what is put off to
 * `nextTick` runs when there are none left.
 */
export function createBatch(loadMany: LoadMany): Batch {
  let waiting = new Map<string, Waiting[]>()
  let wants = new Set<Wanted>()

  async function flush(): Promise<void> {
    const [asked, wanted] = [waiting, new Set([...wants].flatMap((names) => [...names]))]
    waiting = new Map()
    wants = new Set()
    try {
      const found = await loadMany([...asked.keys()], wanted)
      for (const [key, fields] of asked) for (const { resolve } of fields) resolve(found.get(key) ?? null)
    } catch (error) {
      for (const { reject } of [...asked.values()].flat()) reject(error)
    }
  }

  return (key, wanted) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) queueMicrotask(() => process.nextTick(flush))
      wants.add(wanted)
      const fields = waiting.get(key)
      if (fields) fields.push({ resolve, reject })
      else waiting.set(key, [{ resolve, reject }])
    })
}
