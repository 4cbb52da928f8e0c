import { parseArgs } from 'node:util'
import type { Scenario } from '../fleet/world.ts'
import { type Keeper, keepFleet, liveYear, replaceAfterTheBurn, type Year } from '../fleet/year.ts'
import { type Figure, figure } from '../harness/figure.ts'
import type { Run } from '../harness/run-named.ts'

const scenarios: Record<string, Scenario> = {
  burn_8: { burnPerMonth: 0.08 },
  burn_15: { burnPerMonth: 0.15 },
  burn_25: { burnPerMonth: 0.25 },
  loss_of_a_third: { burnPerMonth: 0.15, commonLossOn: 200 },
}
const YEARS = 20

/** A year of a fleet in a simulated world, beside "replace after the burn". With `--seed` one year, else twenty. */
export const fleet: Run = async ({ args, say }) => {
  const { values } = parseArgs({ args, options: { seed: { type: 'string' } } })
  const seeds = values.seed === undefined ? Array.from({ length: YEARS }, (_, year) => String(year + 1)) : [values.seed]
  const figures = Object.entries(scenarios).flatMap(([name, scenario]) => {
    const years = (keeper: Keeper) => seeds.map((seed) => liveYear(keeper, scenario, seed))
    const [ours, after] = [years(keepFleet), years(replaceAfterTheBurn)]
    say(describe(`${name}, ours`, ours))
    say(describe(`${name}, replace after the burn`, after))
    return figuresOf(name, ours, after)
  })
  return { name: 'fleet', figures }
}

const mean = (years: Year[], of: (year: Year) => number) =>
  years.reduce((sum, year) => sum + of(year), 0) / years.length
const worst = (years: Year[], of: (year: Year) => number) => Math.max(...years.map(of))

/** What the issue asks is asked of every year, not of their mean. */
function figuresOf(name: string, ours: Year[], after: Year[]): Figure[] {
  const asked = name === 'burn_15'
  return [
    figure(
      `${name}_days_under_95_percent`,
      worst(ours, (year) => year.daysUnder95),
      'days',
      asked ? { exactly: 0 } : undefined,
    ),
    figure(
      `${name}_idle_spares`,
      worst(ours, (year) => year.spareDays / year.domainDays),
      'share',
      asked ? { atMost: 0.2 } : undefined,
    ),
    figure(
      `${name}_days_under_target`,
      mean(ours, (year) => year.daysUnderTarget),
      'days',
    ),
    figure(
      `${name}_longest_gap`,
      worst(ours, (year) => year.longestGap),
      'days',
    ),
    figure(
      `${name}_spare_days`,
      mean(ours, (year) => year.spareDays),
      'domain-days',
    ),
    figure(
      `${name}_not_needed`,
      mean(ours, (year) => year.idleDays / year.domainDays),
      'share',
    ),
    figure(
      `${name}_days_under_95_percent_by_truth`,
      mean(ours, (year) => year.soundDaysUnder95),
      'days',
    ),
    figure(
      `${name}_days_under_target_after_the_burn`,
      mean(after, (year) => year.daysUnderTarget),
      'days',
    ),
    figure(
      `${name}_longest_gap_after_the_burn`,
      worst(after, (year) => year.longestGap),
      'days',
    ),
  ]
}

const describe = (what: string, years: Year[]) =>
  [
    `${what}: under the target on ${mean(years, (year) => year.daysUnderTarget).toFixed(1)} days`,
    `under 95 % on ${mean(years, (year) => year.daysUnder95).toFixed(1)} (worst year ${worst(years, (year) => year.daysUnder95)})`,
    `longest gap ${worst(years, (year) => year.longestGap)}`,
    `lowest day ${Math.min(...years.map((year) => year.lowest))}`,
    `${mean(years, (year) => year.spareDays).toFixed(0)} spare days of ${mean(years, (year) => year.domainDays).toFixed(0)} domain-days`,
    `${mean(years, (year) => year.ordered).toFixed(1)} orders`,
  ].join(', ')
