import type { Db } from '@coldframe/db'
import { lookAgainMessage, lookAtFleetMessage } from '../contracts.ts'

/** Days of the test mode last so long from now on. Who sleeps until the end of a day of the old length looks at the clock again. */
export async function setTestPace(db: Db, daySeconds: number): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await tx.clocks.setPace(false, daySeconds))) return
    for (const { domainId, ...owner } of await tx.warmups.running(false))
      await tx.outbox.add(owner, lookAgainMessage(domainId))
    for (const { id, accountId, livemode } of await tx.fleets.kept(false))
      await tx.outbox.add({ accountId, livemode }, lookAtFleetMessage(id))
  })
}
