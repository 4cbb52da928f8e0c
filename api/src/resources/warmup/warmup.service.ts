import type { Db, Domain, Mailbox, Owner, Repositories } from '@coldframe/db'
import { lookAgainMessage, mailboxEvent, rampChart } from '@coldframe/temporal'
import {
  dayShareOfBudget,
  explainMailboxDay,
  judgeActivation,
  nextLimitChange,
  tenantSendBudget,
  warmupProfiles,
} from '@coldframe/temporal/warmup'
import { errors } from '../../errors.ts'
import { presentMailbox } from '../mailboxes/mailboxes.service.ts'
import { type Books, countPlacements, dayOf, presentAllowance, presentCommon, sumOf } from './present-warmup.ts'

const MOST_DAYS = 90
const running = ['warming', 'active', 'paused']

export function createWarmupService({ db }: { db: Db }) {
  async function readBooks(owner: Owner, domainId: string): Promise<Books> {
    const warmup = await db.warmups.get(owner, domainId)
    const days = (await db.warmups.days(owner, domainId, MOST_DAYS)).reverse()
    const [first, last] = [days[0]?.day, days.at(-1)?.day]
    const sent = first && last ? await db.warmups.sent(owner, domainId, { from: first, to: last }) : []
    return { warmup, days, sent, tallies: await db.warmupMessages.placements(owner, domainId) }
  }

  async function ofDomain(owner: Owner, id: string) {
    const domain = await findDomain(owner, id)
    const books = await readBooks(owner, id)
    const common = presentCommon(books, null)
    const day = dayOf(books.warmup)
    const courses = await db.warmups.mailboxes(owner, id)
    const isExchanging = day?.hasExchange ?? true
    const { criteria } = judgeActivation((day?.profile ?? warmupProfiles[common.profile]).bar, {
      sentDays: courses.map(({ sentDays }) => sentDays),
      placement: isExchanging ? countPlacements(books.tallies) : null,
    })
    const { dailySendLimit = 0, warmupVolume = 0 } = common.days.at(-1) ?? {}
    const progress = { day: day?.rampDay ?? null, sentDays: books.warmup?.sentDays ?? 0 }
    return { domain, domainId: id, ...common, ...progress, dailySendLimit, warmupVolume, criteria }
  }

  async function ofMailbox(owner: Owner, id: string) {
    const mailbox = await findMailbox(owner, id)
    const books = await readBooks(owner, mailbox.domainId)
    const day = dayOf(books.warmup)
    const course = day?.mailboxes.find((one) => one.id === id)
    const explained = day && explainMailboxDay(day, id)
    const known = (await db.warmups.mailboxes(owner, mailbox.domainId)).find(({ mailboxId }) => mailboxId === id)
    return {
      mailbox,
      mailboxId: id,
      domainId: mailbox.domainId,
      ...presentCommon(books, new Set([id])),
      day: course?.rampDay ?? null,
      sentDays: known?.sentDays ?? 0,
      send: explained && presentAllowance(explained.send),
      exchange: explained && presentAllowance(explained.warmup),
      nextChange: day && course ? nextLimitChange(day, course) : null,
    }
  }

  async function findDomain(owner: Owner, id: string): Promise<Domain> {
    const domain = await db.domains.get(owner, id)
    if (!domain) throw errors.domainNotFound(id)
    return domain
  }

  async function findMailbox(owner: Owner, id: string): Promise<Mailbox> {
    const mailbox = await db.mailboxes.get(owner, id)
    if (!mailbox) throw errors.mailboxNotFound(id)
    return mailbox
  }

  return {
    ofDomain,
    ofMailbox,

    async chartOfDomain(owner: Owner, id: string) {
      const { domain, days } = await ofDomain(owner, id)
      return { svg: rampChart({ title: domain.name, days }) }
    },

    async chartOfMailbox(owner: Owner, id: string) {
      const { mailbox, days } = await ofMailbox(owner, id)
      return { svg: rampChart({ title: mailbox.address, days }) }
    },

    async sendBudget(owner: Owner, id: string) {
      const tenant = await db.tenants.get(owner, id)
      if (!tenant) throw errors.tenantNotFound(id)
      const { domainId, licences } = tenant
      const [newest] = await db.warmups.days(owner, domainId, 1)
      const { from, to } = lastTwoDays(newest?.day ?? new Date().toISOString().slice(0, 10))
      const sent = sumOf(await db.warmups.sent(owner, domainId, { from, to }), (row) => row.sent)
      const budget = tenantSendBudget({ licences })
      return {
        tenantId: id,
        domainId,
        licences,
        isTrial: licences < 1,
        budget,
        dayShare: dayShareOfBudget(budget),
        planned: sumOf(newest?.plans ?? [], (plan) => plan.dailySendLimit + plan.warmupVolume),
        sent,
        remaining: Math.max(0, budget - sent),
      }
    },

    async pause(owner: Owner, id: string) {
      return change(owner, id, async (tx, mailbox) => {
        if (mailbox.status === 'paused' && mailbox.pausedBy === 'user') throw errors.mailboxPaused(mailbox.address)
        const paused = { status: 'paused', pausedBy: 'user', dailySendLimit: 0 } as const
        const changed = await tx.mailboxes.update(owner, id, paused)
        if (!changed) throw errors.mailboxNotFound(id)
        await tx.events.append(owner, [
          mailboxEvent('mailbox.paused', changed),
          ...(mailbox.dailySendLimit > 0 ? [mailboxEvent('mailbox.limit_changed', changed)] : []),
        ])
        return changed
      })
    },

    /** The limit comes with the plan that follows at once. */
    async resume(owner: Owner, id: string) {
      return change(owner, id, async (tx, mailbox) => {
        if (mailbox.status !== 'paused') throw errors.mailboxNotPaused(mailbox.address)
        const changed = await tx.mailboxes.update(owner, id, { status: 'warming', pausedBy: null })
        if (!changed) throw errors.mailboxNotFound(id)
        await tx.events.append(owner, [mailboxEvent('mailbox.resumed', changed)])
        return changed
      })
    },
  }

  async function change(owner: Owner, id: string, work: (tx: Repositories, mailbox: Mailbox) => Promise<Mailbox>) {
    return db.transaction(async (tx) => {
      const { domainId } = await findMailbox(owner, id)
      // The domain first, as everybody locks in that order; then the row is read again.
      await tx.domains.lock(owner, domainId)
      const mailbox = await findMailbox(owner, id)
      if (mailbox.readyAt === null) throw errors.mailboxNotReady(mailbox.address)
      if (!running.includes(mailbox.status)) throw errors.mailboxEnded(mailbox.address, mailbox.status)
      const changed = await work(tx, mailbox)
      await tx.outbox.add(owner, lookAgainMessage(domainId))
      return presentMailbox(changed)
    })
  }
}

const DAY_MS = 86_400_000

function lastTwoDays(to: string) {
  return { from: new Date(Date.parse(`${to}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10), to }
}
