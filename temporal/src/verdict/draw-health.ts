import type { Domain, Owner, Repositories } from '@coldframe/db'
import { healthChart } from '../charts/health-chart.ts'
import type { DayNumbers } from '../rules/verdict/numbers.ts'
import { thresholds } from '../rules/verdict/thresholds.ts'
import { verdictStateSchema } from '../rules/verdict/verdict.ts'
import { dayNumber, wordDay } from './present-verdict.ts'

const DAYS_SHOWN = 60
const DAY_MS = 86_400_000

/** The last days that were judged as an SVG document; of a domain that never was, the days up to yesterday. */
export async function drawHealth(
  { verdicts, clocks }: Pick<Repositories, 'verdicts' | 'clocks'>,
  owner: Owner,
  { id, name }: Domain,
): Promise<string> {
  const row = await verdicts.state(owner, id)
  const to = row ? dayNumber(row.day) : Math.floor((await clocks.read(owner.livemode)).now().getTime() / DAY_MS) - 1
  const from = to - DAYS_SHOWN + 1
  const spans = await verdicts.spans(owner, id, wordDay(from))
  const days = row ? verdictStateSchema.parse(row.state).numbers.days : []
  return healthChart({
    title: name,
    ...{ from, to, burnedAt: thresholds.placement.burned },
    spans: spans.map((span) => ({ ...span, day: dayNumber(span.day) })),
    spam: days.flatMap(spamOf),
  })
}

function spamOf({ day, providers }: DayNumbers) {
  const all = Object.values(providers)
  const spam = all.reduce((sum, one) => sum + one.spam, 0)
  const seen = all.reduce((sum, one) => sum + one.inbox, spam)
  return seen > 0 ? [{ day, share: spam / seen }] : []
}
