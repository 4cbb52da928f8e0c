import { type Interval, wilson } from '../../intervals.ts'
import { type Stream, soundRate } from '../baseline.ts'
import type { Conclusion, Finding } from '../finding.ts'
import { clopperPearson, effectiveSize } from '../intervals.ts'
import type { DayNumbers, Numbers } from '../numbers.ts'
import { follow, type Hypotheses, logRatioOf, type Run, type Step } from '../sequential.ts'
import { thresholds } from '../thresholds.ts'

const { tests, intervals, days: spans } = thresholds

export interface Watched {
  family: Finding['family']
  subject: string | null
  /** The days that may be read: a fault that explains them takes others out. */
  days: DayNumbers[]
  today: number
  threshold: number
  isRare: boolean
}

export interface Watching extends Watched {
  countOf: Stream['countOf']
  correlation: number
  steps: Step[]
}

/** The steps of a test of one stream. */
export function stepsOf(days: DayNumbers[], countOf: Stream['countOf'], hypotheses: Hypotheses): Step[] {
  const logRatio = logRatioOf(hypotheses)
  return days.map((day) => {
    const { bad, total } = countOf(day)
    return { day: day.day, bad, total, logRatio: logRatio(bad, total) }
  })
}

/** From what is normal for the domain to what is a fault: a fixed step or a multiple. */
export function hypothesesOf(
  numbers: Numbers,
  stream: string,
  sound: Parameters<typeof soundRate>[2] & { correlation: number },
  faulty: (sound: number) => number,
): Hypotheses {
  const rate = soundRate(numbers, stream, sound)
  return { sound: rate, faulty: faulty(rate), correlation: sound.correlation }
}

function sumOf({ days, countOf, correlation }: Pick<Watching, 'days' | 'countOf' | 'correlation'>) {
  let bad = 0
  let total = 0
  let size = 0
  for (const day of days) {
    const counted = countOf(day)
    bad += counted.bad
    total += counted.total
    size += effectiveSize(counted.total, correlation)
  }
  return { bad, total, size }
}

export function intervalOf(rate: number, size: number, isRare: boolean): Interval {
  if (isRare) return clopperPearson(rate * size, size, intervals.risk)
  return wilson(rate * size, size, intervals.z)
}

function conclude(run: Run, total: number, isBelow: boolean): Conclusion {
  if (run.alarms.length > 1) return 'confirmed'
  if (run.alarms.length > 0) return 'alarm'
  if (run.score >= tests.suspicionAt) return 'suspicious'
  if (total === 0) return 'no_data'
  return isBelow ? 'clear' : 'unclear'
}

/** In a run the numbers are those since it began, otherwise those of the last two weeks. */
export function sequentialFinding(watching: Watching): Finding {
  const { days, today, family, subject, threshold, isRare } = watching
  const run = follow(watching.steps, tests)
  const isRunning = run.alarms.length > 0 || run.score >= tests.suspicionAt
  const fromDay = isRunning && run.sinceDay !== null ? run.sinceDay : today - spans.recent + 1
  const { bad, total, size } = sumOf({ ...watching, days: days.filter(({ day }) => day >= fromDay) })
  const interval = total > 0 ? intervalOf(bad / total, size, isRare) : null
  return {
    family,
    subject,
    value: total > 0 ? bad / total : null,
    interval,
    threshold,
    sampleSize: total,
    effectiveSize: size,
    window: { fromDay, toDay: today },
    conclusion: conclude(run, total, interval !== null && interval.upper < threshold),
    score: run.alarms.length * tests.alarmAt + run.score,
  }
}
