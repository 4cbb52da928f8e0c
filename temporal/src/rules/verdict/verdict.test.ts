import t from 'tap'
import type { DayEvidence, MailEvidence } from './evidence.ts'
import { decide, judge, newVerdictState, type Verdict, verdictStateSchema } from './verdict.ts'

const soundMail: MailEvidence = {
  provider: 'google',
  campaign: 'spring',
  sent: 400,
  delivered: 394,
  bounces: { recipient_unknown: 5, sender_reputation: 0 },
  complaints: 0,
  placement: null,
}
const soundDay: Omit<DayEvidence, 'day'> = {
  mail: [soundMail],
  warmup: [{ provider: 'google', inbox: 92, spam: 8 }],
  authentication: [{ spf: 'pass', dkim: 'pass', dmarc: 'pass' }],
}
const badMail = (change: Partial<MailEvidence>): Omit<DayEvidence, 'day'> => ({
  ...soundDay,
  mail: [{ ...soundMail, ...change }],
})

/** What is said after each day; `faulty` from day 30 on. */
function tell(
  faulty: Omit<DayEvidence, 'day'>,
  days = 5,
  after: Omit<DayEvidence, 'day'> = soundDay,
  calm = 0,
): Verdict[] {
  let state = newVerdictState()
  const said: Verdict[] = []
  for (let day = 0; day < 30 + days + calm; day++) {
    const evidence = day < 30 ? soundDay : day < 30 + days ? faulty : after
    const judged = judge(state, { day, ...evidence })
    state = judged.state
    said.push(judged.verdict)
  }
  return said
}

t.test('without data nothing is known: not healthy, and never burned', async (t) => {
  let state = newVerdictState()
  for (let day = 0; day < 60; day++) {
    const judged = judge(state, { day })
    state = judged.state
    t.equal(judged.verdict.health, 'unknown')
  }
})

t.test('a domain whose mail arrives is healthy', async (t) => {
  t.equal(tell(soundDay).at(-1)?.health, 'healthy')
})

t.test('spam folder and refusals together burn a domain within days', async (t) => {
  const faulty = {
    ...badMail({ bounces: { recipient_unknown: 5, sender_reputation: 30 } }),
    warmup: [{ provider: 'google', inbox: 10, spam: 90 }],
  }
  const said = tell(faulty)
  t.match(said[32], { health: 'burned', cause: 'domain' })
  const placement = said[32]?.findings.find(({ family }) => family === 'placement')
  t.match(placement, { subject: 'google', conclusion: /alarm|confirmed/, threshold: 0.35 })
  t.ok((placement?.interval?.lower ?? 0) > 0.5, 'the numbers are told')
})

t.test('a fault elsewhere never burns the domain, and is named', async (t) => {
  const faults: [string, Omit<DayEvidence, 'day'>][] = [
    ['list', badMail({ bounces: { recipient_unknown: 80 } })],
    ['copy', badMail({ bounces: { recipient_unknown: 5, content: 120 } })],
    ['authentication', { ...soundDay, authentication: [{ spf: 'pass', dkim: 'fail', dmarc: 'fail' }] }],
    ['shared_ip', { ...soundDay, blocklists: [{ list: 'zen', object: 'ip', answer: 'listed' }] }],
  ]
  for (const [cause, faulty] of faults) {
    const said = tell(faulty)
    t.equal(said.at(-1)?.cause, cause)
    t.notOk(
      said.some(({ health }) => health === 'burned'),
      cause,
    )
  }
})

t.test('a restriction of the account is the provider’s doing', async (t) => {
  const said = tell(badMail({ delivered: 0, bounces: { account_restricted: 400 } }))
  t.match(said.at(-1), { health: 'burned', cause: 'provider_action' })
})

t.test('a blocklist is believed after a second look, and a refused query is no listing', async (t) => {
  const on = (answer: 'listed' | 'unknown') => ({
    ...soundDay,
    blocklists: [{ list: 'dbl', object: 'domain' as const, answer }],
  })
  const said = tell(on('listed'))
  t.equal(said[30]?.health, 'watch')
  t.equal(said[31]?.health, 'burned')
  t.notOk(tell(on('unknown')).some(({ health }) => health === 'burned'))
})

t.test('a burn is taken back when the data say so for days', async (t) => {
  const said = tell(
    { ...soundDay, blocklists: [{ list: 'dbl', object: 'domain', answer: 'listed' }] },
    2,
    undefined,
    40,
  )
  t.ok(said.some(({ isBurnRetracted }) => isBurnRetracted))
  t.not(said.at(-1)?.health, 'burned')
})

t.test('a verdict can be computed again from what is kept with it', async (t) => {
  let state = newVerdictState()
  for (let day = 0; day < 40; day++) {
    const judged = judge(state, { day, ...(day < 30 ? soundDay : badMail({ bounces: { sender_reputation: 40 } })) })
    t.same(decide(JSON.parse(JSON.stringify(judged.basis))).verdict, judged.verdict)
    state = verdictStateSchema.parse(JSON.parse(JSON.stringify(judged.state)))
  }
})

t.test('the order in which a day’s evidence comes changes nothing', async (t) => {
  const mail = ['google', 'microsoft', 'yahoo'].map((provider) => ({ ...soundMail, provider }))
  const warmup = mail.map(({ provider }) => ({ provider, inbox: 20, spam: 3 }))
  const there = judge(newVerdictState(), { day: 1, mail, warmup })
  const back = judge(newVerdictState(), { day: 1, mail: mail.toReversed(), warmup: warmup.toReversed() })
  t.same(there, back)
})

t.test('a domain that declines is worn first, and burned when most of its mail does not arrive', async (t) => {
  let state = newVerdictState()
  const said: Verdict[] = []
  for (let day = 0; day < 90; day++) {
    // From 8 % in the spam folder to 78 % in 35 days, a share that no day jumps to.
    const spam = 8 + 2 * Math.min(35, Math.max(0, day - 30))
    const judged = judge(state, { day, ...soundDay, warmup: [{ provider: 'google', inbox: 100 - spam, spam }] })
    state = judged.state
    said.push(judged.verdict)
  }
  const wornFrom = said.findIndex(({ health }) => health === 'worn')
  const burnedFrom = said.findIndex(({ health }) => health === 'burned')
  t.ok(wornFrom > 30 && wornFrom < 50, `worn on day ${wornFrom}`)
  t.ok(burnedFrom > wornFrom + 5, `burned on day ${burnedFrom}`)
  t.equal(said.at(-1)?.health, 'burned')
})
