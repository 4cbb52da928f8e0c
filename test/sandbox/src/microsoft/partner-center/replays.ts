import type { World } from '../../world/world.ts'

interface Replay {
  status: number
  body: object
}

/** A request that repeats the MS-RequestId of a successful one gets that one's answer again. */
export function createReplays(world: World) {
  const replays = world.store.collection<Replay>('partner_replays')
  return {
    find: (operation: string, requestId: string | undefined) =>
      requestId === undefined ? undefined : replays.get(`${operation} ${requestId}`),
    keep(operation: string, requestId: string | undefined, replay: Replay) {
      if (requestId !== undefined) replays.set(`${operation} ${requestId}`, replay)
    },
  }
}
