import type { Observation } from '@coldframe/db'
import t from 'tap'
import type { MailEvidence } from '../rules/verdict/evidence.ts'
import { googleAuthentication, postmasterByDay, sndsEvidence, withGoogleComplaints } from './evidence-of-reputation.ts'

const about = { domainId: 'dom_1', observedAt: new Date() }
const postmaster = (change: Partial<Observation<'postmaster'>['data']> = {}): Observation<'postmaster'>['data'] => ({
  state: 'known',
  text: null,
  day: '2026-03-01',
  spamRate: 0.01,
  authentication: { spf: 1, dkim: 0.99, dmarc: 0.2 },
  errors: {},
  ...change,
})
const mailTo = (provider: string, delivered: number, complaints: number | null = null): MailEvidence => ({
  ...{ provider, campaign: null, sent: delivered + 5, delivered, bounces: {}, complaints, placement: null },
})

t.test('a day counts once, by what was said of it last', async (t) => {
  const said = (day: string, data: Observation<'postmaster'>['data']) => ({ ...about, day, subject: 'gmail', data })
  const days = postmasterByDay([
    said('2026-03-03', postmaster()),
    said('2026-03-04', postmaster({ spamRate: 0.02 })),
    said('2026-03-05', postmaster({ state: 'no_data', day: '2026-03-02', spamRate: null })),
    said('2026-03-06', postmaster({ state: 'unknown', day: null })),
  ])
  t.same([...days.keys()], ['2026-03-01'])
  t.equal(days.get('2026-03-01')?.spamRate, 0.02)
})

t.test('a share of complaints is one of what was delivered to Google, and of nothing it is nothing', async (t) => {
  const mail = [mailTo('microsoft', 100), mailTo('google', 200), mailTo('google', 300)]
  const complaints = (seen: MailEvidence[]) => seen.map(({ complaints }) => complaints)
  t.same(complaints(withGoogleComplaints(mail, postmaster())), [null, 5, 0])
  t.same(complaints(withGoogleComplaints(mail, postmaster({ spamRate: null }))), [null, null, null])
  t.same(complaints(withGoogleComplaints(mail, undefined)), [null, null, null])
  t.same(withGoogleComplaints([mailTo('microsoft', 100)], postmaster()), [mailTo('microsoft', 100)])
  t.same(
    complaints(withGoogleComplaints([mailTo('google', 100, 9)], postmaster())),
    [9],
    'what was counted is not lowered',
  )
})

t.test('authentication is what most of the mail did, and unknown where Google does not say', async (t) => {
  t.same(googleAuthentication(postmaster()), [{ spf: 'pass', dkim: 'pass', dmarc: 'fail' }])
  t.same(googleAuthentication(postmaster({ authentication: { spf: null, dkim: null, dmarc: null } })), [
    { spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' },
  ])
  t.same(googleAuthentication(undefined), [])
})

t.test('an address that Microsoft calls red is listed, one that is yellow is neither', async (t) => {
  const answers = (['red', 'yellow', 'green', null] as const).map((filterResult) => {
    const data = {
      state: 'known',
      text: null,
      complaintRate: null,
      messages: null,
      trapHits: null,
      filterResult,
    } as const
    return sndsEvidence([{ ...about, day: '2026-03-01', subject: '40.107.1.1', data }])[0]
  })
  t.same(
    answers.map((evidence) => evidence?.answer),
    ['listed', 'unknown', 'clean', 'unknown'],
  )
  t.ok(answers.every((evidence) => evidence?.object === 'ip' && evidence.list === 'snds'))
})
