import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { WorldParts } from '../world/create-world.ts'
import { Delays } from '../world/delays.ts'
import { DnsFault, VendorFault } from '../world/faults.ts'
import { ControlError } from './errors.ts'

const Id = z.object({ id: z.string() })
const Target = z.looseObject({ vendor: z.string() })

export function addFaultRoutes(app: FastifyInstance, { faults, delays }: WorldParts) {
  app.get('/delays', () => delays.describe())
  app.put('/delays', (request) => {
    delays.change(Delays.parse(request.body))
    return delays.describe()
  })
  app.get('/faults', () => ({ faults: faults.list() }))
  app.post('/faults', (request, reply) => {
    // Chosen first, so that the message speaks of the kinds that this vendor knows.
    const schema = Target.parse(request.body).vendor === 'dns' ? DnsFault : VendorFault
    reply.code(201).send(faults.add(schema.parse(request.body)))
  })
  app.delete('/faults', (_request, reply) => {
    faults.clear()
    reply.code(204).send()
  })
  app.delete('/faults/:id', (request, reply) => {
    const { id } = Id.parse(request.params)
    if (!faults.remove(id)) throw new ControlError(404, `There is no fault ${id}`)
    reply.code(204).send()
  })
}
