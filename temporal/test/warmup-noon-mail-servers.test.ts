import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { WarmupCarrier } from '../src/warmup/carriers/warmup-carrier.ts'
import { tokenOf } from '../src/warmup/token.ts'
import {
  allLetters,
  cannotRun,
  type Letter,
  names,
  openCarrier,
  startWorld,
  type World,
} from './mail-servers-support.ts'
import { skipReason } from './support.ts'
import { DAY_MS, firstDay, type MadeDomain, setUpWarmup } from './warmup-support.ts'

const MAILBOXES = 20
/** Two of the day's six windows are over. */
const NOON = 2
/** Who has sent so many by noon sends no more, and who has not goes on until then. */
const LOWERED = 2
const midnight = new Date(Date.parse(`${firstDay}T00:00:00Z`) + DAY_MS)

/** Carriers that write down all that is handed to the server, answers too. */
function openerOf(mail: World, log: Letter[]) {
  return (address: string): WarmupCarrier => {
    const carrier = openCarrier(mail, address)
    return {
      ...carrier,
      async send(message) {
        log.push({ from: address, token: message.token })
        await carrier.send(message)
      },
      async reply(handle, text) {
        log.push({ from: address, token: null })
        await carrier.reply(handle, text)
      },
    }
  }
}

/** Postfix queues: what it was given takes a while to lie in the mailboxes. */
async function lettersOnceDelivered(mail: World, log: Letter[]): Promise<Letter[]> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const letters = await allLetters(mail)
    if (letters.length >= log.length) return letters
    await sleep(250)
  }
  return allLetters(mail)
}

/** Three domains in the pool, before a day begins on which all that is found is answered. */
async function setUpMorning(t: Test, open: (address: string) => WarmupCarrier) {
  const { db, day, domain } = await setUpWarmup(t, { open })
  const make = async (name = '') => {
    const made = await domain(name, { mailboxes: MAILBOXES })
    await db.warmups.set(made.owner, made.id, { choice: { profile: 'fast', replyRate: 1 } })
    await db.warmupPool.join(made.owner, { id: made.id, provider: 'microsoft365' }, made.mailboxIds)
    return made
  }
  const [burned, half, lowered] = [await make(names[0]), await make(names[1]), await make(names[2])]
  const domains = [burned, half, lowered]
  const all = async <T>(read: (domain: MadeDomain) => Promise<T[]>) => (await Promise.all(domains.map(read))).flat()
  /** What the day is still to bring, and how much each mailbox has sent of it. */
  const look = async () => ({
    messages: await all(({ owner, id }) => db.warmupMessages.due(owner, id, midnight)),
    answers: await all(({ owner, id }) => db.warmupMessages.toAnswer(owner.livemode, id, midnight)),
    sent: new Map(await all(async ({ owner, id }) => [...(await db.warmupMessages.sentOn(owner, id, firstDay))])),
  })
  const addressesOf = async ({ owner, id }: MadeDomain) =>
    (await db.mailboxes.ofDomain(owner, id)).map((mailbox): [string, string] => [mailbox.id, mailbox.address])
  const addresses = new Map(await all(addressesOf))
  return {
    db,
    burned,
    half,
    lowered,
    look,
    addresses,
    day: day.bind(
      null,
      domains.map(({ input }) => input),
    ),
  }
}

t.test(
  'over Postfix and Dovecot a target that is cut at noon stops what is queued for the afternoon',
  { skip: skipReason, timeout: 180_000 },
  async (t) => {
    const mail = await startWorld(t, MAILBOXES)
    if (!mail) return t.plan(0, cannotRun)
    const log: Letter[] = []
    const { db, burned, half, lowered, look, addresses, day } = await setUpMorning(t, openerOf(mail, log))
    const [pausedIds, freeIds] = [half.mailboxIds.slice(0, MAILBOXES / 2), half.mailboxIds.slice(MAILBOXES / 2)]
    let noon = { ...(await look()), log: log.slice() }
    await day(async (index) => {
      await sleep(500)
      if (index !== NOON) return
      noon = { ...(await look()), log: log.slice() }
      await db.domains.update(burned.owner, burned.id, { health: 'burned' })
      await db.mailboxes.updateMany(half.owner, pausedIds, { status: 'paused', pausedBy: 'user' })
      const choice = { profile: 'fast', warmup: { start: LOWERED, cap: LOWERED } }
      await db.warmups.set(lowered.owner, lowered.id, { choice })
    })
    const letters = await lettersOnceDelivered(mail, log)
    const tokens = letters.flatMap(({ token }) => token ?? [])
    const evening = await look()
    const queuedOf = (ids: string[]) => noon.messages.filter(({ fromMailboxId }) => ids.includes(fromMailboxId))
    const arrivedOf = (ids: string[]) => queuedOf(ids).filter(({ id }) => tokens.includes(tokenOf(id)))

    for (const [name, ids] of Object.entries({ 'a burned domain': burned.mailboxIds, 'paused mailboxes': pausedIds })) {
      const queued = queuedOf(ids).length
      const answers = noon.answers.filter(({ toMailboxId }) => ids.includes(toMailboxId)).length
      t.ok(queued > 5 && answers > 0, `${queued} messages and ${answers} answers of ${name} are queued at noon`)
      t.same(arrivedOf(ids), [], 'no message of these arrives')
      const from = (all: Letter[]) => all.filter((one) => ids.some((id) => addresses.get(id) === one.from)).length
      t.ok(from(noon.log) > 0, 'the morning went out')
      t.equal(from(letters), from(noon.log), 'what lies in the mailboxes is of the morning, answers too')
      const sentOf = (sent: Map<string, number>) => ids.map((id) => sent.get(id) ?? 0)
      t.same(sentOf(evening.sent), sentOf(noon.sent), 'and no more is booked as sent')
    }

    const courses = lowered.mailboxIds.map((id) => {
      // One that is paused is not written to.
      const queued = queuedOf([id]).filter(({ toMailboxId }) => !pausedIds.includes(toMailboxId)).length
      const before = noon.sent.get(id) ?? 0
      const allowed = Math.min(queued, Math.max(0, LOWERED - before))
      return { queued, allowed, arrived: arrivedOf([id]).length, booked: (evening.sent.get(id) ?? 0) - before }
    })
    const stopped = courses.filter(({ queued, allowed }) => queued > allowed).length
    const goingOn = courses.filter(({ allowed }) => allowed > 0).length
    t.ok(stopped > 0 && goingOn > 0, `a lowered target stops ${stopped} mailboxes, and ${goingOn} go on`)
    t.same(
      courses.filter(({ allowed, arrived, booked }) => arrived !== allowed || booked !== allowed),
      [],
      'each sends what is left of its target',
    )

    t.ok(queuedOf(freeIds).length > 5, `${queuedOf(freeIds).length} are queued of mailboxes that nobody has cut`)
    t.same(arrivedOf(freeIds), queuedOf(freeIds), 'all of them arrive')
    t.same(tokens.sort(), log.flatMap(({ token }) => token ?? []).sort(), 'what was sent is in the world')
    t.equal(new Set(tokens).size, tokens.length, 'once')
    t.equal(letters.length, log.length, 'and each answer once')
    t.same(evening.messages, [], 'nothing waits for another day')
  },
)
