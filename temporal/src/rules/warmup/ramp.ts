/** Messages a day: `start` on the first day, `step` more on each further one, never more than `cap`. */
export interface Ramp {
  start: number
  step: number
  cap: number
}

/** `day` counts from 1; anything that is no such day is day 1, never "fully warm". */
export function volumeOn({ start, step, cap }: Ramp, day: number): number {
  return Math.min(cap, start + step * (usableDay(day) - 1))
}

export const usableDay = (day: number): number => (Number.isFinite(day) && day >= 1 ? Math.floor(day) : 1)
