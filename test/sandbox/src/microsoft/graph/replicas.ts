import type { World } from '../../world/world.ts'
import { domainOf, type User } from '../state/users.ts'

/** A directory has several replicas; each read or write meets the next one in turn. */
const replicas = 3

function nextReplica(world: World): number {
  const turns = world.store.collection<{ turn: number }>('replica_turns')
  const turn = ((turns.get('directory')?.turn ?? 0) + 1) % replicas
  turns.set('directory', { turn })
  return turn
}

/**
 * Whether the replica that is met does not know the object yet. The first knows it at once, the second after half
 * of the lag, the third after all of it: until then answers flap between good and bad.
 */
export function meetsStaleReplica(world: World, user: User): boolean {
  if (user.isSettled) return false
  const { startedAt, readyAt } = world.waits.start('replication', user.id, domainOf(user.userPrincipalName))
  if (world.now() >= readyAt) return false
  const knownAt = startedAt + ((readyAt - startedAt) * nextReplica(world)) / (replicas - 1)
  return world.now() < knownAt
}
