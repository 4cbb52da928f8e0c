import type { Counters, Store } from './world.ts'

interface Count {
  name: string
  subject: string
  count: number
}

export function createCounters(store: Store, collectionName = 'counters'): Counters & { clear(): void } {
  const counts = store.collection<Count>(collectionName)
  const idOf = (name: string, subject: string) => `${name} ${subject}`
  return {
    add(name, subject) {
      const count = (counts.get(idOf(name, subject))?.count ?? 0) + 1
      counts.set(idOf(name, subject), { name, subject, count })
    },
    all() {
      const all: Record<string, Record<string, number>> = {}
      for (const { name, subject, count } of counts.values()) {
        const own = all[name] ?? {}
        own[subject] = count
        all[name] = own
      }
      return all
    },
    clear() {
      for (const { name, subject } of [...counts.values()]) counts.delete(idOf(name, subject))
    },
  }
}
