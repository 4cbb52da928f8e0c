import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sandboxCredentials } from '../../world/credentials.ts'
import type { Vendor, World } from '../../world/world.ts'
import { normalName } from '../names.ts'
import type { ZoneHost } from '../zone-host.ts'
import { objectOf, requireName } from './bodies.ts'
import { notFound, PowerDnsError, sendError } from './errors.ts'
import { serverBody, zoneBody, zoneSummary } from './zone-bodies.ts'
import { createZone, patchZone, requireZone } from './zones.ts'

const { apiKey, serverId } = sandboxCredentials.powerdns
const base = '/api/v1/servers'
const ServerParams = z.object({ server: z.string() })
const ZoneParams = ServerParams.extend({ zone: z.string() })
const ZonesQuery = z.object({ zone: z.string().optional() })
const ZoneQuery = z.object({
  rrsets: z.string().optional(),
  rrset_name: z.string().optional(),
  rrset_type: z.string().optional(),
})

/** The HTTP API of the PowerDNS authoritative server (https://doc.powerdns.com/authoritative/http-api/). */
export function createPowerDnsVendor(host: ZoneHost): Vendor {
  return {
    name: 'dns_api',
    routes(app, world) {
      answerLikePowerDns(app)
      app.get(base, () => [serverBody(serverId)])
      app.get(`${base}/:server`, () => serverBody(serverId))
      addCollectionRoutes(app, host, world)
      addZoneRoutes(app, host, world)
    },
  }
}

function answerLikePowerDns(app: FastifyInstance) {
  // The real server parses every body as JSON, whatever its type is called.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      done(new PowerDnsError(400, 'Bad Request'))
    }
  })
  app.addHook('onRequest', async (request) => {
    if (request.headers['x-api-key'] !== apiKey) throw new PowerDnsError(401, 'Unauthorized')
    const params = ServerParams.safeParse(request.params)
    if (params.success && params.data.server !== serverId) throw notFound()
  })
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof PowerDnsError)) throw error
    if (error.statusCode === 401) reply.header('www-authenticate', 'X-API-Key realm="PowerDNS"')
    return sendError(request, reply, error)
  })
}

function addCollectionRoutes(app: FastifyInstance, host: ZoneHost, world: World) {
  app.get(`${base}/:server/zones`, (request) => {
    const { zone } = ZonesQuery.parse(request.query)
    const wanted = zone === undefined ? null : requireName(zone)
    const zones = host.listZones().filter(({ name }) => wanted === null || name === wanted)
    return zones.map((found) => zoneSummary(found, serverId))
  })
  app.post(`${base}/:server/zones`, (request, reply) => {
    const zone = world.store.atomically(() => createZone(host, objectOf(request.body), world.now))
    world.counters.add('zones', zone.name)
    reply.code(201).send(zoneBody(zone, serverId, [...zone.sets.values()]))
  })
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: `${base}/:server/zones`,
    handler: () => Promise.reject(new PowerDnsError(405, 'Method Not Allowed')),
  })
}

function addZoneRoutes(app: FastifyInstance, host: ZoneHost, world: World) {
  const url = `${base}/:server/zones/:zone`
  const zoneOf = (params: unknown) => requireZone(host, ZoneParams.parse(params).zone)
  app.get(url, (request) => {
    const zone = zoneOf(request.params)
    const query = ZoneQuery.parse(request.query)
    const sets = [...zone.sets.values()].filter(
      ({ name, type }) =>
        (query.rrset_name === undefined || name === normalName(query.rrset_name)) &&
        (query.rrset_type === undefined || type === query.rrset_type),
    )
    return zoneBody(zone, serverId, query.rrsets === 'false' ? null : sets)
  })
  app.patch(url, (request, reply) => {
    const zone = zoneOf(request.params)
    world.store.atomically(() => patchZone(host, zone, objectOf(request.body), world.now))
    reply.code(204).send()
  })
  app.delete(url, (request, reply) => {
    const { name } = zoneOf(request.params)
    world.store.atomically(() => host.deleteZone(name))
    reply.code(204).send()
  })
}
