import { wilson } from '../intervals.ts'
import { effectiveSize } from './intervals.ts'
import type { Baseline, DayNumbers, Numbers } from './numbers.ts'
import { thresholds } from './thresholds.ts'

const { baselineLag, baselineMemory, localFrom, localTo } = thresholds.days

/** A share that is followed from day to day, and how much the messages of a day share their fate. */
export interface Stream {
  name: string
  correlation: number
  countOf: (day: DayNumbers) => { bad: number; total: number }
}

const fade = ({ bad, total }: Baseline): Baseline => ({ bad: bad * baselineMemory, total: total * baselineMemory })

function learn(before: Baseline, day: DayNumbers, { countOf, correlation }: Stream): Baseline {
  const { bad, total } = countOf(day)
  if (total <= 0) return before
  const size = effectiveSize(total, correlation)
  return { bad: before.bad + (bad / total) * size, total: before.total + size }
}

const nothing: Baseline = { bad: 0, total: 0 }

/** What was normal, with one more day that is old enough to have been a normal one. */
export function learnDay(numbers: Numbers, day: DayNumbers, streams: Stream[]): Numbers['baselines'] {
  const learned = streams.map((stream): [string, Baseline] => {
    return [stream.name, learn(fade(numbers.baselines[stream.name] ?? nothing), day, stream)]
  })
  return { ...numbers.baselines, ...Object.fromEntries(learned) }
}

export const dayToLearn = (numbers: Numbers): DayNumbers | undefined =>
  numbers.days.find(({ day }) => day === (numbers.day ?? 0) - baselineLag)

interface Sound {
  prior: { rate: number; weight: number }
  soundAtLeast: number
  soundAtMost: number
}

const within = (rate: number, { soundAtLeast, soundAtMost }: Sound) =>
  Math.min(soundAtMost, Math.max(soundAtLeast, rate))

/** The highest rate that is still normal for this domain, within what is normal for any. */
export function soundRate(numbers: Numbers, stream: string, sound: Sound): number {
  const { bad, total } = numbers.baselines[stream] ?? nothing
  const { prior } = sound
  const own = wilson(bad + prior.rate * prior.weight, total + prior.weight, thresholds.intervals.baselineZ)
  return within(own.upper, sound)
}

/**
 * For each day the rate of the two weeks shortly before it. Against it a slow decline is no break: it was nearly as bad a week
 * ago. The rate itself and no upper bound: few messages would make every break look like a decline.
 */
export function localRates(days: DayNumbers[], stream: Stream, sound: Sound): number[] {
  const sizes = days.map((day) => ({ day: day.day, ...learn(nothing, day, stream) }))
  return sizes.map(({ day }) => {
    const before = sizes.filter((own) => day - own.day >= localFrom && day - own.day <= localTo)
    const bad = before.reduce((sum, own) => sum + own.bad, 0)
    const total = before.reduce((sum, own) => sum + own.total, 0)
    if (total === 0) return sound.soundAtLeast
    return within(bad / total, sound)
  })
}
