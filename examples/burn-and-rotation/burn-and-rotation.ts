import { setTimeout as sleep } from 'node:timers/promises'
import { createColdframe, type FleetCapacity } from '@coldframe/sdk'
import type { ColdframeEvent } from '@coldframe/sdk/webhooks'
import { receiveInOrder } from './in-order.ts'
import { sendADay } from './send-a-day.ts'

/**
 * A fleet is kept able to send 150 a day. Its sequencer sends what it may; then receivers begin to refuse what comes from one of the
 * domains. The verdict follows from the signals, a spare takes over, and no day is under the target.
 */

const TARGET = 150
const parent = createColdframe()
const { id: account } = await parent.accounts.create({ name: 'Story' })
// Five domains are no pool to exchange mail in: here the ramp works alone.
await parent.accounts.update(account, { warmupExchange: false })
const coldframe = createColdframe({ account })

const port = Number(process.env.PORT ?? 4000)
const { id: endpointId, secret } = await coldframe.webhookEndpoints.create({ url: `http://localhost:${port}/` })
const senders = new Map<string, string>()
const completed = Promise.withResolvers<void>()
const close = receiveInOrder({ first: 1, secret, port }, (event) => {
  const words = tell(event)
  if (words !== null) console.log(`${event.type}: ${words}`)
})

/** What happened, in words; null for what the story can do without. */
function tell(event: ColdframeEvent): string | null {
  switch (event.type) {
    case 'domain.ready':
    case 'domain.activated':
    case 'domain.retired':
      return event.data.name
    case 'domain.health_changed':
      return `${event.data.name} is ${event.data.health}`
    case 'domain.burned':
      return `${event.data.name}: ${event.data.verdict?.evidence[0]?.explanation}`
    case 'rotation.mailbox_mapped':
      senders.set(event.data.from.address, event.data.to.address)
      return `${event.data.to.address} sends for ${event.data.from.address}`
    case 'rotation.completed':
      completed.resolve()
      return `${senders.size} senders were swapped`
    case 'rotation.planned':
    case 'rotation.started':
    case 'rotation.cutover':
    case 'rotation.blocked':
      return event.data.message ?? event.data.status
    case 'fleet.capacity_low':
    case 'fleet.capacity_restored':
      return event.data.message ?? event.data.status
    default:
      return null
  }
}

const { id: fleetId } = await coldframe.fleets.create({
  name: 'Story',
  brandDomain: 'acme.com',
  dailySendTarget: TARGET,
  provider: 'microsoft365',
  mailboxCount: 2,
  warmupProfile: 'fast',
  spareRatio: 0.4,
})

/** A fleet keeps so much more than its target. What it loses is replaced only where that takes it below. */
const NEEDED = TARGET * 1.08

/** The youngest sending domain, once a spare waits and the others cannot make up for it, nor grow until they can. */
async function findVictim({ dailySendLimit, spare, provisioning, ramping }: FleetCapacity): Promise<string | null> {
  if (spare === 0 || provisioning > 0 || ramping > 1) return null
  for await (const domain of coldframe.domains.list({ fleetId, limit: 100 }))
    if (!domain.spare && domain.status === 'active' && dailySendLimit - (await shareOf(domain.id)) < NEEDED) {
      console.log(`From now on receivers refuse what ${domain.name} sends.`)
      return domain.id
    }
  return null
}

async function shareOf(domainId: string): Promise<number> {
  let share = 0
  for await (const { dailySendLimit } of coldframe.mailboxes.list({ domainId, limit: 100 })) share += dailySendLimit
  return share
}

let burned: string | null = null
let day: string | null = null
let isOver = false
void completed.promise.then(() => {
  isOver = true
})
while (!isOver) {
  const { lookedAtOn, status, capacity } = await coldframe.fleets.get(fleetId)
  if (lookedAtOn !== day) {
    day = lookedAtOn
    console.log(`${day}: ${status}, may send ${capacity.dailySendLimit} of ${TARGET}; spares: ${capacity.spare}`)
    burned ??= await findVictim(capacity)
    await sendADay(coldframe, fleetId, burned)
  }
  await sleep(200)
}
await coldframe.fleets.end(fleetId)
await coldframe.webhookEndpoints.delete(endpointId)
close()
