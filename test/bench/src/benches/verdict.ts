import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, figure } from '../harness/figure.ts'
import type { Say } from '../harness/progress.ts'
import type { Run } from '../harness/run-named.ts'
import { decideAll } from '../verdict/decide.ts'
import { readFleet } from '../verdict/signals.ts'
import { fixedRules, type Score, simulate } from '../verdict/simulation.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const measuredDays = 36_000

interface Demands {
  falseBurns: number
  sudden: number
  cause: number
  watch: number
  /** Asked of the easier fleet only. */
  blind?: number
  wear?: number
  unknown?: number
}

const base: Demands = { falseBurns: 1, sudden: 0.98, cause: 0.97, watch: 0.02, blind: 0.9, wear: 0.95, unknown: 0.05 }
const hard: Demands = { falseBurns: 4, sudden: 0.8, cause: 0.9, watch: 0.05 }

/** The verdict over a simulated fleet whose truth is known, beside the fixed rules in use today. */
export const verdict: Run = async ({ args, say }) => {
  const options = { data: { type: 'string' }, scenario: { type: 'string' }, seed: { type: 'string' } } as const
  const { values } = parseArgs({ args, options })
  const data = path.resolve(values.data ?? path.join(root, '../shared/data/verdict'))
  const scenarios = values.scenario
    ? [path.resolve(values.scenario)]
    : ['base', 'hard'].map((name) => path.join(data, 'scenarios', `${name}.json`))
  const figures: Figure[] = []
  for (const scenario of scenarios) figures.push(...(await measure({ data, scenario, seed: values.seed }, say)))
  return { name: 'verdict', figures }
}

async function measure(options: { data: string; scenario: string; seed: string | undefined }, say: Say) {
  const folder = mkdtempSync(path.join(tmpdir(), 'coldframe-verdict-'))
  const name = path.basename(options.scenario, '.json')
  try {
    const simulation = await simulate({ ...options, folder })
    const fleet = await readFleet(simulation.signals)
    const startedAt = performance.now()
    const decisions = decideAll(fleet)
    const seconds = ((performance.now() - startedAt) / 1_000) * (measuredDays / decisions.length)
    const score = await simulation.score(decisions)
    say(describe(`${name}, ours`, score))
    for (const rule of fixedRules) say(describe(`${name}, ${rule}`, await simulation.scoreOfRule(rule)))
    return figuresOf(name, score, seconds)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(name: string, score: Score, seconds: number): Figure[] {
  const { falseBurns, sudden, cause, watch, blind, wear, unknown } = name === 'hard' ? hard : base
  const least = (what: string, value: number | null, atLeast?: number) =>
    value === null ? [] : [figure(`${name}_${what}`, value, 'share', atLeast === undefined ? undefined : { atLeast })]
  const most = (what: string, value: number | null, unit: string, atMost?: number) =>
    value === null ? [] : [figure(`${name}_${what}`, value, unit, atMost === undefined ? undefined : { atMost })]
  return [
    ...most('false_burns', score.falseBurnsPer1000DomainMonths, 'per 1,000 domain-months', falseBurns),
    ...least('sudden_burns_within_3_days', score.suddenFoundWithin3Days, sudden),
    ...least('blind_burns_within_7_days', score.blindFoundWithin7Days, blind),
    ...least('wear_seen_before_the_burn', score.wearSeenBeforeBurned, wear),
    ...least('cause_right', score.causeRight, cause),
    ...most('sound_days_on_watch', score.watchShareOfSoundDays, 'share', watch),
    ...most('sound_days_unknown', score.unknownShareOfSoundDays, 'share', unknown),
    figure(`${name}_time_of_36000_domain_days`, seconds, 's', { atMost: 20 }),
  ]
}

const describe = (what: string, score: Score) =>
  `${what}: ${score.falseBurnsPer1000DomainMonths} false burns per 1,000 domain-months ${JSON.stringify(score.falseBurnsBy)}, ` +
  `sudden ${score.suddenFoundWithin3Days}, blind ${score.blindFoundWithin7Days}, wear ${score.wearSeenBeforeBurned}, ` +
  `cause ${score.causeRight} ${JSON.stringify(score.causeRightBy)}, watch ${score.watchShareOfSoundDays}, unknown ${score.unknownShareOfSoundDays}`
