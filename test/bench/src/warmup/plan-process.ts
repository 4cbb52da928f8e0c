import { createCalendar, defaultWorkingHours, planDomainDay, planExchange } from '@coldframe/temporal/warmup'
import { createPool } from './pool.ts'

/** Plans one day of a whole pool and says what it took, in a process of its own so that its memory is its own. */
const date = '2026-03-04'
const domainCount = Number(process.argv[2])
const mailboxCount = Number(process.argv[3])
const { pool, domains } = createPool(domainCount, mailboxCount, date)

const startedAt = performance.now()
const calendar = createCalendar()
let messages = 0
let wanted = 0
let limits = 0
for (const { day, member, zone } of domains) {
  const plans = planDomainDay(day)
  const volumes = new Map(plans.map(({ id, warmupVolume }) => [id, warmupVolume]))
  const exchange = planExchange({ pool, domain: member, volumes, date, zone, hours: defaultWorkingHours }, calendar)
  messages += exchange.length
  wanted += plans.reduce((sum, { warmupVolume }) => sum + warmupVolume, 0)
  limits += plans.length
}
const seconds = (performance.now() - startedAt) / 1_000
const peakMiB = process.resourceUsage().maxRSS / 1_024
process.stdout.write(JSON.stringify({ seconds, peakMiB, messages, wanted, limits }))
