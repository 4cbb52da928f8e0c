import type { Provider, WarmupChoice } from '@coldframe/db'
import { canonicalZone, dailyCapOf, resolveProfile } from '@coldframe/temporal/warmup'
import { errors } from '../../errors.ts'
import type { WarmupSettings } from './warmup.schemas.ts'

/** What is kept of the settings, laid over those that were there; refused where a number does not fit. */
export function judgeSettings(
  { timeZone, exchange, ...choice }: WarmupSettings,
  provider: Provider,
  before: WarmupChoice = {},
): { choice: WarmupChoice; zone?: string } {
  const wanted: WarmupChoice = { ...before, ...defined({ ...choice, warmup: exchange }) }
  const resolved = resolveProfile(wanted, dailyCapOf(provider))
  if ('fault' in resolved) throw refusalOf(resolved.fault)
  const zone = timeZone === undefined ? null : canonicalZone(timeZone)
  return { choice: wanted, ...(zone !== null && { zone }) }
}

type Fault = Extract<ReturnType<typeof resolveProfile>, { fault: unknown }>['fault']

function refusalOf(fault: Fault) {
  switch (fault.code) {
    case 'limit_above_cap':
      return errors.warmupLimitAboveCap(inWords(fault.path), fault.cap)
    case 'number_invalid':
      return errors.warmupNumbersInvalid(inWords(fault.path))
    case 'profile_unknown':
      return errors.warmupNumbersInvalid('profile')
  }
}

/** The rules call the exchange's ramp `warmup`. */
const inWords = (path: string) => path.replace(/^warmup\b/, 'exchange')

/** Without what was not given, also inside: zod leaves the names of optional fields. */
function defined(value: Record<string, unknown>): WarmupChoice {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.map(([name, one]) => [name, isRecord(one) ? defined(one) : one]))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
