import { setTimeout as sleep } from 'node:timers/promises'
import type { PlacementTally } from '@coldframe/db'
import t from 'tap'
import { cannotRun, countAll, landingOf, names, openerOf, startWorld } from './mail-servers-support.ts'
import { skipReason } from './support.ts'
import { type MadeDomain, setUpWarmup } from './warmup-support.ts'

const MAILBOXES = 7

t.test('the exchange over real Postfix and Dovecot', { skip: skipReason, timeout: 120_000 }, async (t) => {
  const mail = await startWorld(t, MAILBOXES)
  if (!mail) return t.plan(0, cannotRun)
  const sent: { token: string; to: string }[] = []
  const open = openerOf(mail, ({ token, to }, moment) => {
    if (moment === 'before') sent.push({ token, to: to.address })
  })
  const { db, day, domain } = await setUpWarmup(t, { open })
  const domains: MadeDomain[] = []
  for (const name of names) domains.push(await domain(name, { mailboxes: MAILBOXES }))
  const inputs = domains.map(({ input }) => input)
  // Postfix queues: what goes out in one window is there in the next.
  for (let count = 0; count < 2; count++) await day(inputs, () => sleep(500))

  const world = await countAll(mail)
  t.ok(sent.length > 5, `${sent.length} messages`)
  t.same([...world.keys()].sort(), sent.map(({ token }) => token).sort(), 'what was sent is in the world')
  t.ok(
    [...world.values()].every((count) => count === 1),
    'once',
  )
  const tallies: PlacementTally[] = []
  for (const { owner, id } of domains) tallies.push(...(await db.warmupMessages.placements(owner, id)))
  const count = (placement: string | null) =>
    tallies.filter((one) => one.placement === placement).reduce((sum, one) => sum + one.count, 0)
  const toJunk = sent.filter(({ to }) => landingOf(to) !== 'INBOX').length
  t.ok(count('spam') > 0 && count('spam') <= toJunk, `${count('spam')} of ${toJunk} were seen in junk`)
  t.ok(count('inbox') > 0 && count('inbox') <= sent.length - toJunk)
  t.equal(count('spam') + count('inbox') + count(null), sent.length, 'what is not looked for yet has no place')
})

t.test(
  'over Postfix and Dovecot a worker that dies sends nothing twice',
  { skip: skipReason, timeout: 180_000 },
  async (t) => {
    const mail = await startWorld(t, MAILBOXES)
    if (!mail) return t.plan(0, cannotRun)
    const state = { calls: 0, before: 0, after: 0 }
    const sent: string[] = []
    const open = openerOf(mail, ({ token }, moment) => {
      if (moment === 'after') sent.push(token)
      state.calls += 1
      if (state.calls % 7 !== 3 && state.calls % 7 !== 6) return
      state[moment] += 1
      throw new Error('The worker died')
    })
    const { day, domain } = await setUpWarmup(t, { open })
    const domains: MadeDomain[] = []
    for (const name of names) domains.push(await domain(name, { mailboxes: MAILBOXES }))
    const untilDone = async (work: () => Promise<unknown>) => {
      for (let isDone = false; !isDone; )
        isDone = await work().then(
          () => true,
          (error: unknown) => {
            if (error instanceof Error && error.message === 'The worker died') return false
            throw error
          },
        )
    }
    const inputs = domains.map(({ input }) => input)
    await day(inputs, () => sleep(500), untilDone)
    await day(inputs, () => sleep(500), untilDone)
    await sleep(1_000)
    t.ok(state.before > 0 && state.after > 0, `${state.before} deaths before a message was sent, ${state.after} after`)
    const world = await countAll(mail)
    t.same([...world.keys()].sort(), sent.sort(), 'what was sent is in the world')
    t.ok(
      [...world.values()].every((count) => count === 1),
      'once',
    )
  },
)
