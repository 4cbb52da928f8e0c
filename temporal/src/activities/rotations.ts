import type { Db, Domain, Owner, Rotation, RotationStatus } from '@coldframe/db'
import type { RotationInput } from '../contracts.ts'
import { OrderRefused } from '../orders/order-refused.ts'
import { block, blockOfOrder, chooseReplacement, NO_SPARE } from '../rotations/choose.ts'
import { awaitReplacement, followOverlap } from '../rotations/cut-over.ts'
import { drainDomain } from '../rotations/drain.ts'
import { type Outlook, outlookOf } from '../rotations/next-look.ts'
import type { Stage } from '../rotations/stage.ts'

/** A free name for the replacement of a domain, in ASCII; null for none. */
export type ChooseName = (
  owner: Owner,
  old: Pick<Domain, 'brandDomain'>,
  rotation: Pick<Rotation, 'policy'>,
) => Promise<string | null>

export interface RotationDeps {
  db: Db
  /** Without it a rotation that finds no spare waits for a person to name something. */
  chooseName?: ChooseName | undefined
}

const ended: Outlook = { status: 'cancelled', waitMs: null }
const undecided: RotationStatus[] = ['planned', 'blocked']

/**
 * One look at a rotation each, in one transaction: what it finds, changes and tells is kept together or not at all. A look that is
 * repeated, or comes when the rotation has gone on, changes nothing.
 */
export function createRotationActivities({ db, chooseName = async () => null }: RotationDeps) {
  async function look(
    { accountId, livemode, rotationId }: RotationInput,
    statuses: RotationStatus[],
    work: (stage: Stage) => Promise<Rotation>,
  ): Promise<Outlook> {
    const owner = { accountId, livemode }
    return db.transaction(async (tx) => {
      const found = await tx.rotations.get(owner, rotationId)
      const old = found && (await tx.domains.lock(owner, found.domainId))
      const rotation = await tx.rotations.lock(owner, rotationId)
      if (!rotation || !old) return ended
      const clock = await tx.clocks.read(livemode)
      const isItsTurn = statuses.includes(rotation.status)
      return outlookOf(isItsTurn ? await work({ tx, owner, rotation, old, clock }) : rotation, clock)
    })
  }

  return {
    /** How it stands. */
    lookAtRotation: (input: RotationInput): Promise<Outlook> => look(input, [], async ({ rotation }) => rotation),

    async findReplacement(input: RotationInput): Promise<Outlook> {
      let isMissing = false
      const tryWith = (name: string | null) =>
        look(input, undecided, async (stage) => {
          const chosen = await chooseReplacement(stage, name)
          isMissing = chosen === null
          return chosen ?? stage.rotation
        })
      try {
        const outlook = await tryWith(null)
        if (!isMissing) return outlook
        const name = await nameFor(input)
        if (name !== null) return await tryWith(name)
        return await look(input, undecided, (stage) => {
          // What it lost is the better reason, as long as nothing took its place.
          if (stage.rotation.status === 'blocked' && stage.rotation.blockedReason !== 'no_spare')
            return Promise.resolve(stage.rotation)
          return block(stage, 'no_spare', NO_SPARE)
        })
      } catch (error) {
        if (!(error instanceof OrderRefused)) throw error
        const { reason, message } = blockOfOrder(error.fault)
        return look(input, undecided, (stage) => block(stage, reason, message))
      }
    },

    awaitReplacement: (input: RotationInput): Promise<Outlook> => look(input, ['ordering'], awaitReplacement),
    followOverlap: (input: RotationInput): Promise<Outlook> => look(input, ['overlap'], followOverlap),
    drainDomain: (input: RotationInput): Promise<Outlook> => look(input, ['draining'], drainDomain),
  }

  async function nameFor({ accountId, livemode, rotationId }: RotationInput): Promise<string | null> {
    const owner = { accountId, livemode }
    const rotation = await db.rotations.get(owner, rotationId)
    const old = rotation && (await db.domains.get(owner, rotation.domainId))
    return rotation && old ? chooseName(owner, old, rotation) : null
  }
}

export type RotationActivities = ReturnType<typeof createRotationActivities>
