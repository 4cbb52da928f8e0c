import type { ObservationData } from '@coldframe/db'
import { z } from 'zod'
import { ProviderError } from '../errors.ts'
import { kindOfStatus, parseAnswer, sendHttp } from '../http.ts'
import { createGoogleTokens, type ServiceAccount } from './google-tokens.ts'

/** Google Postmaster Tools, API v2 (https://developers.google.com/workspace/gmail/postmaster/reference/rest). */
export interface Postmaster {
  /** The newest day of the last week of which Google tells anything; `no_data` when there is none. */
  read(domain: string): Promise<ObservationData<'postmaster'>>
}

interface PostmasterDeps {
  url: string
  account: ServiceAccount
  now: () => number
}

const SCOPE = 'https://www.googleapis.com/auth/postmaster.traffic.readonly'
const DAYS = 7
const DAY_MS = 86_400_000
const DATES_PER_PAGE = 200

/** Reasons for which Gmail refuses, as the API names them. */
const reasons = [
  'bad_attachment',
  'bad_or_missing_ptr_record',
  'ip_in_rbls',
  'low_domain_reputation',
  'low_ip_reputation',
  'spammy_content',
  'stamp_policy_error',
  'other',
]

const metric = (name: string, standardMetric: string, filter?: string) => ({
  name,
  baseMetric: { standardMetric },
  ...(filter ? { filter } : {}),
})
const metrics = [
  metric('spam', 'SPAM_RATE'),
  ...['spf', 'dkim', 'dmarc'].map((type) => metric(type, 'AUTH_SUCCESS_RATE', `auth_type = "${type}"`)),
  ...reasons.map((reason) =>
    metric(`error_${reason}`, 'DELIVERY_ERROR_RATE', `error_type = "reject" AND error_reason = "${reason}"`),
  ),
]

const Share = z.number().min(0).max(1)
const Stats = z.object({
  domainStats: z
    .array(
      z.object({
        metric: z.string(),
        date: z.object({ year: z.int(), month: z.int(), day: z.int() }),
        value: z.object({ doubleValue: Share.optional(), floatValue: Share.optional() }),
      }),
    )
    .default([]),
})
type Stat = z.output<typeof Stats>['domainStats'][number]

export function createPostmaster({ url, account, now }: PostmasterDeps): Postmaster {
  const getToken = createGoogleTokens(account, SCOPE, now)
  const call = { provider: 'postmaster', operation: 'queryDomainStats' }
  return {
    async read(domain) {
      const range = { start: dateOf(now() - DAYS * DAY_MS), end: dateOf(now()) }
      const reply = await sendHttp({
        ...call,
        url: `${url}/v2/domains/${encodeURIComponent(domain)}/domainStats:query`,
        method: 'POST',
        headers: { authorization: `Bearer ${await getToken()}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          metricDefinitions: metrics,
          timeQuery: { dateRanges: { dateRanges: [range] } },
          aggregationGranularity: 'DAILY',
          pageSize: DATES_PER_PAGE,
        }),
      })
      if (reply.status !== 200) {
        const message = `queryDomainStats: answered ${reply.status}; is the domain verified for this account?`
        throw new ProviderError({ ...call, kind: kindOfStatus(reply.status), message })
      }
      return newestDay(parseAnswer(Stats, reply.text, call).domainStats)
    },
  }
}

function dateOf(ms: number) {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const dayOfStat = ({ date: { year, month, day } }: Stat) =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

/** The API leaves days without data out. */
function newestDay(stats: Stat[]): ObservationData<'postmaster'> {
  const day = stats.map(dayOfStat).sort().at(-1) ?? null
  const own = stats.filter((stat) => dayOfStat(stat) === day)
  const share = (name: string) => {
    const value = own.find((stat) => stat.metric === name)?.value
    return value?.doubleValue ?? value?.floatValue ?? null
  }
  return {
    state: day === null ? 'no_data' : 'known',
    text: day === null ? 'Google tells nothing: it takes some mail a day to Gmail for that.' : null,
    day,
    spamRate: share('spam'),
    authentication: { spf: share('spf'), dkim: share('dkim'), dmarc: share('dmarc') },
    errors: Object.fromEntries(reasons.flatMap((reason) => named(reason, share(`error_${reason}`)))),
  }
}

const named = (reason: string, share: number | null): [string, number][] => (share === null ? [] : [[reason, share]])
