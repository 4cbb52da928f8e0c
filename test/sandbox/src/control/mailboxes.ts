import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { listMessages } from '../mail/mailboxes.ts'
import type { WorldParts } from '../world/create-world.ts'

const Addressed = z.object({ address: z.email() })

export function addMailboxRoutes(app: FastifyInstance, { world }: WorldParts) {
  app.get('/mailboxes/:address/messages', (request) => {
    const { address } = Addressed.parse(request.params)
    return { messages: listMessages(world, address) }
  })
}
