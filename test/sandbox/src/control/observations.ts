import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { plainValueOf } from '../dns/contents.ts'
import { normalName } from '../dns/names.ts'
import type { HostedZone } from '../dns/zone-host.ts'
import type { WorldParts } from '../world/create-world.ts'

const Named = z.object({ name: z.string().transform(normalName) })

export function addObservationRoutes(app: FastifyInstance, parts: WorldParts) {
  const { world, requests } = parts
  app.get('/waits', () => ({ waits: world.waits.all() }))
  app.get('/counts', () => ({ counts: world.counters.all() }))
  app.get('/requests', () => ({ requests: summarise(requests.all()) }))
  app.delete('/requests', (_request, reply) => {
    requests.clear()
    reply.code(204).send()
  })
  app.get('/domains/:name', (request) => describeDomain(Named.parse(request.params).name, parts))
}

function summarise(counts: Record<string, Record<string, number>>) {
  const totals = Object.entries(counts).map(([vendor, routes]) => {
    const total = Object.values(routes).reduce((sum, count) => sum + count, 0)
    return [vendor, { total, routes }] as const
  })
  return Object.fromEntries(totals)
}

function describeDomain(name: string, { registry, hosts }: WorldParts) {
  const claim = registry.findClaim(name)
  const registered = registry.get(name)
  return {
    name,
    registration: claim
      ? { registrar: claim.registrar, isRegistered: registered !== undefined, ...dates(claim) }
      : null,
    delegation: registered
      ? { wanted: registered.nameservers, published: registry.delegation(registered) }
      : { wanted: [], published: [] },
    zones: {
      managed: describeZone(hosts.managed.getZone(name)),
      other: describeZone(hosts.other.getZone(name)),
      vendor: describeZone(hosts.vendor.getZone(name)),
    },
  }
}

const dates = (domain: { createdAt: number; expiresAt: number; autoRenew: boolean }) => ({
  createdAt: new Date(domain.createdAt).toISOString(),
  expiresAt: new Date(domain.expiresAt).toISOString(),
  autoRenew: domain.autoRenew,
})

function describeZone(zone: HostedZone | undefined) {
  if (!zone) return null
  return [...zone.sets.values()].map(({ name, type, ttlSeconds, records }) => ({
    name,
    type,
    ttlSeconds,
    values: records.map(({ content }) => plainValueOf(type, content)),
  }))
}
