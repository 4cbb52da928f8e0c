import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { contentOf, isValidContent, knownTypes } from '../dns/contents.ts'
import { isInZone, isValidName, normalName } from '../dns/names.ts'
import { worldNameservers } from '../dns/nameservers.ts'
import type { ZoneHost } from '../dns/zone-host.ts'
import { putSet } from '../dns/zones.ts'
import type { WorldParts } from '../world/create-world.ts'
import { ControlError } from './errors.ts'

const Name = z
  .string()
  .transform(normalName)
  .refine((name) => isValidName(name) && name.includes('.'), 'is not a domain name')
const Named = z.object({ name: Name })

const NewDomain = z
  .strictObject({
    /** `other`: another DNS host's name servers; `managed`: those of the world's PowerDNS. */
    dnsHost: z.enum(['other', 'managed']).default('other'),
  })
  .default({ dnsHost: 'other' })

const Nameservers = z.strictObject({ nameservers: z.array(Name).min(1).max(13) })

const RecordSet = z
  .strictObject({
    name: z.string().transform(normalName),
    type: z.enum(knownTypes),
    ttlSeconds: z.int().min(0).max(2_147_483_647).default(300),
    values: z.array(z.string()).min(1),
  })
  .superRefine(({ type, values }, context) => {
    for (const value of values) {
      if (!isValidContent(type, contentOf(type, value))) context.addIssue(`"${value}" is not a value of type ${type}`)
    }
  })
const Records = z.strictObject({ records: z.array(RecordSet) })

/** Domains that customers bring along: at somebody else's registrar, with records at another DNS host. */
export function addCustomerDomainRoutes(app: FastifyInstance, { world, registry, hosts }: WorldParts) {
  const path = '/customer-domains/:name'
  app.put(path, (request, reply) => {
    const { name } = Named.parse(request.params)
    const { dnsHost } = NewDomain.parse(request.body ?? undefined)
    if (registry.get(name)?.registrar === 'ours') throw new ControlError(409, `${name} is in the product's own account`)
    registry.add(name, 'other', worldNameservers[dnsHost], 1)
    ensureZone(hosts.other, name)
    reply.code(201).send({ name, nameservers: worldNameservers[dnsHost] })
  })
  app.put(`${path}/nameservers`, (request) => {
    const domain = requireDomain(request.params)
    registry.setNameservers(domain, Nameservers.parse(request.body).nameservers)
    return { name: domain.name, nameservers: registry.get(domain.name)?.nameservers }
  })
  app.put(`${path}/records`, (request) => {
    const { name } = requireDomain(request.params)
    const { records } = Records.parse(request.body)
    refuseBadSets(name, records)
    world.store.atomically(() => replaceRecords(hosts.other, name, records))
    return { name, records }
  })

  function requireDomain(params: unknown) {
    const { name } = Named.parse(params)
    const domain = registry.get(name)
    if (domain?.registrar !== 'other') throw new ControlError(404, `PUT /customer-domains/${name} comes first`)
    return domain
  }
}

function refuseBadSets(zone: string, sets: z.output<typeof RecordSet>[]) {
  const seen = new Map<string, string[]>()
  for (const { name, type } of sets) {
    if (!isInZone(name, zone) || !isValidName(name)) throw new ControlError(400, `${name} is not a name in ${zone}`)
    const types = [...(seen.get(name) ?? []), type]
    seen.set(name, types)
    if (new Set(types).size < types.length) throw new ControlError(400, `${name} ${type} is given twice`)
    if (types.length > 1 && types.includes('CNAME')) {
      throw new ControlError(400, `${name} has a CNAME, so it can have nothing else (RFC 2181 section 10.1)`)
    }
  }
}

function replaceRecords(host: ZoneHost, zone: string, sets: z.output<typeof RecordSet>[]) {
  host.deleteZone(zone)
  ensureZone(host, zone)
  for (const set of sets) putSet(host, zone, set.name, set.type, set.ttlSeconds, set.values)
}

function ensureZone(host: ZoneHost, name: string) {
  if (host.getZone(name)) return
  host.saveZone({ name, kind: 'Native', account: '', soaEditApi: '' })
  const [primary = ''] = worldNameservers.other
  putSet(host, name, name, 'NS', 3_600, worldNameservers.other)
  putSet(host, name, name, 'SOA', 3_600, [`${primary}. hostmaster.otherhost.example. 1 3600 600 604800 60`])
}
