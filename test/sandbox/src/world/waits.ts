import type { DelaySettings } from './delays.ts'
import type { Store, Wait, Waits } from './world.ts'

/** Each wait that the world imposes is kept, so that a bench can compute the longest chain of an order. */
export function createWaits(store: Store, delays: DelaySettings, now: () => number): Waits {
  const waits = store.collection<Wait>('waits')
  const idOf = (kind: string, subject: string) => `${kind} ${subject}`
  return {
    start(kind, subject, group) {
      const begun = waits.get(idOf(kind, subject))
      if (begun) return begun
      const startedAt = now()
      const wait = { kind, subject, group, startedAt, readyAt: startedAt + delays.lengthMs(kind) }
      waits.set(idOf(kind, subject), wait)
      return wait
    },
    isOver(kind, subject) {
      const wait = waits.get(idOf(kind, subject))
      return wait !== undefined && wait.readyAt <= now()
    },
    all: () => [...waits.values()],
  }
}
