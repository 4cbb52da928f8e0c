import type { FastifyInstance } from 'fastify'
import type { World } from '../../world/world.ts'
import { Address, checkAddress } from './addresses.ts'
import { authenticate } from './auth.ts'
import { parseBody } from './bodies.ts'

export function addressRoutes(app: FastifyInstance, world: World) {
  app.post('/validations/address', (request) => {
    authenticate(world, request)
    const address = parseBody(Address, request.body)
    checkAddress({ ...address, phoneNumber: address.phoneNumber ?? '0' })
    return { originalAddress: address, suggestedAddresses: [], status: 'VerifiedShippable' }
  })
}
