import type { Db } from '@coldframe/db'
import { Gauge, type Registry } from 'prom-client'

/** Looked at when Prometheus asks. */
export function watchPools(registry: Registry, db: Pick<Db, 'poolUse'>): void {
  new Gauge({
    name: 'coldframe_db_pool_connections',
    help: 'Connections to Postgres by pool; waiting is work without one.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, use] of Object.entries(db.poolUse()))
        for (const [state, count] of Object.entries(use)) this.set({ pool, state }, count)
    },
  })
}
