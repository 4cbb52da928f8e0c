import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { allListings, listName, refuseQuestions, unlistName } from '../blocklists/blocklists.ts'
import { blocklistNames, servedBlocklists } from '../blocklists/lists.ts'
import { isValidName, normalName } from '../dns/names.ts'
import type { WorldParts } from '../world/create-world.ts'
import { ControlError } from './errors.ts'

const List = z.enum(blocklistNames)
const Listing = z
  .strictObject({ list: List, name: z.string().transform(normalName) })
  .superRefine(({ list, name }, context) => {
    const isAddress = z.ipv4().safeParse(name).success
    if (servedBlocklists[list].kind === 'ip' && !isAddress) context.addIssue(`${list} lists IPv4 addresses`)
    const isDomain = !isAddress && isValidName(name) && name.includes('.') && name.length <= 200
    if (servedBlocklists[list].kind === 'domain' && !isDomain) context.addIssue(`${list} lists domains`)
  })
const Refused = z.object({ list: List })
const Refusal = z.strictObject({ code: z.ipv4().nullable() })

/** What the owners of blocklists decide. */
export function addBlocklistRoutes(app: FastifyInstance, { world }: WorldParts) {
  app.get('/blocklist-listings', () => ({ listings: allListings(world) }))
  app.post('/blocklist-listings', (request, reply) => {
    const { list, name } = Listing.parse(request.body)
    world.store.atomically(() => listName(world, list, name))
    reply.code(201).send({ list, name })
  })
  app.delete('/blocklist-listings', (request, reply) => {
    const { list, name } = Listing.parse(request.body)
    if (!world.store.atomically(() => unlistName(world, list, name)))
      throw new ControlError(404, `${list} does not list ${name}`)
    reply.code(204).send()
  })
  app.put('/blocklists/:list/refusal', (request, reply) => {
    const { list } = Refused.parse(request.params)
    const { code } = Refusal.parse(request.body)
    const { refusals } = servedBlocklists[list]
    if (code !== null && !refusals.includes(code))
      throw new ControlError(400, `${list} refuses with ${refusals.join(' or ')}`)
    world.store.atomically(() => refuseQuestions(world, list, code))
    reply.code(204).send()
  })
}
