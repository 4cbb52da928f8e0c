import { logGamma } from './special-functions.ts'

/** Two rates to tell apart. `correlation` is how much the messages of one day share their fate. */
export interface Hypotheses {
  sound: number
  faulty: number
  correlation: number
}

/** gamma(x + count) / gamma(x), as a difference of logarithms between two x. Counts of bad messages are mostly small. */
function logRising(from: number, to: number, count: number): number {
  if (count > 24) return logGamma(to + count) - logGamma(to) - logGamma(from + count) + logGamma(from)
  let ratio = 1
  for (let i = 0; i < count; i++) ratio *= (to + i) / (from + i)
  return Math.log(ratio)
}

/**
 * How much more likely one day's count is at the faulty rate than at the sound one (natural logarithm), when each day's
 * own rate is drawn from a beta distribution around it. With correlation, one bad day alone proves little, however many
 * messages it had.
 */
export function logRatioOf({ sound, faulty, correlation }: Hypotheses): (bad: number, total: number) => number {
  const strength = 1 / correlation - 1
  const good = { sound: (1 - sound) * strength, faulty: (1 - faulty) * strength }
  return (bad, total) =>
    logRising(sound * strength, faulty * strength, bad) + logRising(good.sound, good.faulty, total - bad)
}

export interface Step {
  day: number
  logRatio: number
  bad: number
  total: number
}

export interface Limits {
  alarmAt: number
  clearAt: number
}

export interface Run {
  /** Days on which the evidence crossed the limit, each from messages that no earlier one used. */
  alarms: number[]
  score: number
  /** The first day of the run: where the change is most likely to lie. Null when there is no run. */
  sinceDay: number | null
  bad: number
  total: number
}

const noRun = (): Run => ({ alarms: [], score: 0, sinceDay: null, bad: 0, total: 0 })

function advance(run: Run, step: Step, { alarmAt, clearAt }: Limits): Run {
  const score = run.score + step.logRatio
  const isQuiet = run.alarms.length === 0 && score <= 0
  const isCleared = run.alarms.length > 0 && score <= -clearAt
  if (isQuiet || isCleared) return noRun()
  const sums = { sinceDay: run.sinceDay ?? step.day, bad: run.bad + step.bad, total: run.total + step.total }
  if (score < alarmAt) return { ...sums, alarms: run.alarms, score }
  return { ...sums, alarms: [...run.alarms, step.day], score: 0 }
}

/**
 * Page's CUSUM until the first alarm; from there Wald's sequential test on fresh messages only, which ends in a further
 * alarm (it persists) or clears the first.
 */
export const follow = (steps: Step[], limits: Limits): Run =>
  steps.reduce((run, step) => (step.total > 0 ? advance(run, step, limits) : run), noRun())
