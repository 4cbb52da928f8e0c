import path from 'node:path'
import { publishBlocklists } from '../blocklists/blocklists.ts'
import { worldNameservers } from '../dns/nameservers.ts'
import { createResolver } from '../dns/resolver.ts'
import { createZoneHost } from '../dns/zone-host.ts'
import { createZones, seedNameservers } from '../dns/zones.ts'
import { createRegistry } from '../registrar/registry.ts'
import { createCounters } from './counters.ts'
import { createDelays, type Delays } from './delays.ts'
import { createFaults } from './faults.ts'
import { openStore } from './store.ts'
import { createWaits } from './waits.ts'
import type { World } from './world.ts'

export interface WorldOptions {
  /** Folder of the world's state; null keeps it in memory. */
  dataDir: string | null
  /** Null takes up the delays of the last run, or `small`. */
  delays: Delays | null
  now?: () => number
}

/** Everything that the world knows and does, without its listeners. */
export function createWorld({ dataDir, delays: initialDelays, now = Date.now }: WorldOptions) {
  const store = openStore(dataDir === null ? ':memory:' : path.join(dataDir, 'world.sqlite'))
  const delays = createDelays(store, initialDelays)
  const waits = createWaits(store, delays, now)
  const registry = createRegistry(store, waits, now)
  const hosts = {
    vendor: createZoneHost(store, 'vendor'),
    managed: createZoneHost(store, 'managed'),
    other: createZoneHost(store, 'other'),
  }
  const resolver = createResolver({ hosts, registry, nameservers: worldNameservers })
  const zones = createZones(hosts, resolver)
  store.atomically(() => {
    seedNameservers(zones)
    publishBlocklists({ store, zones })
  })
  const world: World = { store, waits, counters: createCounters(store), zones, now, vendorsUrl: '' }
  return {
    world,
    delays,
    registry,
    hosts,
    resolver,
    faults: createFaults(store),
    requests: createCounters(store, 'requests'),
    /** Empties the world; the delays stay. */
    reset: () =>
      store.atomically(() => {
        const kept = delays.current()
        store.clear()
        for (const host of Object.values(hosts)) host.forget()
        delays.change(kept)
        seedNameservers(zones)
        publishBlocklists(world)
      }),
    close: () => store.close(),
  }
}
export type WorldParts = ReturnType<typeof createWorld>
