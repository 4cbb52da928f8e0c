import { eq } from 'drizzle-orm'
import { type Clock, createClock, realTime, withPace } from '../clock.ts'
import type { Executor } from '../db.ts'
import { clocks } from '../schema/index.ts'

export function createClockRepository(executor: Executor) {
  const read = async (livemode: boolean) => {
    const [row] = await executor.select().from(clocks).where(eq(clocks.livemode, livemode))
    return row ?? realTime(new Date())
  }
  return {
    async read(livemode: boolean): Promise<Clock> {
      return createClock(await read(livemode))
    },
    /** False when the clock runs at this pace already: then nothing is changed. */
    async setPace(livemode: boolean, daySeconds: number): Promise<boolean> {
      const setting = await read(livemode)
      if (setting.daySeconds === daySeconds) return false
      const { realAt, ownAt } = withPace(setting, daySeconds, new Date())
      const values = { realAt, ownAt, daySeconds }
      await executor
        .insert(clocks)
        .values({ livemode, ...values })
        .onConflictDoUpdate({ target: clocks.livemode, set: values })
      return true
    },
  }
}
