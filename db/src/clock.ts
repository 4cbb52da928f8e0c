/** Where a mode's own time met the real one, and how many real seconds a day of it has lasted since. */
export interface ClockSetting {
  realAt: Date
  ownAt: Date
  daySeconds: number
}

/** What days are counted by. In live mode a day is a day; in test mode it may be shorter, so that weeks can be watched. */
export interface Clock {
  now(): Date
  /** When it is, or was, `at` on this clock, in real time. */
  realTimeOf(at: Date): Date
  /** What this clock showed, or would show, at `at` in real time. Before it was set to its pace the two ran alike. */
  ownTimeOf(at: Date): Date
  /** Real milliseconds in one of its days. */
  dayMs: number
}

const realDaySeconds = 86_400

export const realTime = (realNow: Date): ClockSetting => ({
  realAt: realNow,
  ownAt: realNow,
  daySeconds: realDaySeconds,
})

export function createClock({ realAt, ownAt, daySeconds }: ClockSetting, realNow = () => Date.now()): Clock {
  const pace = realDaySeconds / daySeconds
  const ownTimeOf = (at: Date) => {
    const sinceMs = at.getTime() - realAt.getTime()
    return new Date(ownAt.getTime() + sinceMs * (sinceMs > 0 ? pace : 1))
  }
  return {
    now: () => ownTimeOf(new Date(realNow())),
    ownTimeOf,
    realTimeOf(at) {
      const sinceMs = at.getTime() - ownAt.getTime()
      return new Date(realAt.getTime() + sinceMs / (sinceMs > 0 ? pace : 1))
    },
    dayMs: daySeconds * 1_000,
  }
}

/** Another pace from now on: the clock goes on from where it is, as time that has passed stays passed. */
export function withPace(setting: ClockSetting, daySeconds: number, realNow: Date): ClockSetting {
  return { realAt: realNow, ownAt: createClock(setting, () => realNow.getTime()).now(), daySeconds }
}
