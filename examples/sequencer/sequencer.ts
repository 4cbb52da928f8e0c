import { createColdframe, type Mailbox } from '@coldframe/sdk'

/** A sequencer's day: who may send how much is asked before anything is planned, and no mailbox gets
 * more than that. A real one takes off what it has sent today already. */

const coldframe = createColdframe()
const waiting = Array.from({ length: Number(process.env.LEADS ?? 500) }, (_, index) => `lead${index}@example.com`)

/** Those that may send today; a mailbox that is paused, new or worn has a limit of 0. */
async function senders(): Promise<Mailbox[]> {
  const mailboxes: Mailbox[] = []
  for await (const mailbox of coldframe.mailboxes.list({ limit: 100 })) {
    if (mailbox.dailySendLimit > 0) mailboxes.push(mailbox)
  }
  return mailboxes
}

/** Turn by turn, so that no mailbox is spent while another one rests. */
function plan(mailboxes: Mailbox[], leads: string[]): Map<string, string[]> {
  const plans = new Map(mailboxes.map(({ address }): [string, string[]] => [address, []]))
  const queue = [...leads]
  for (let turn = 0; queue.length > 0; turn++) {
    const open = mailboxes.filter(({ dailySendLimit }) => dailySendLimit > turn)
    if (open.length === 0) break
    for (const { address } of open) {
      const lead = queue.shift()
      if (lead !== undefined) plans.get(address)?.push(lead)
    }
  }
  return plans
}

const mailboxes = await senders()
const plans = plan(mailboxes, waiting)
const planned = [...plans.values()].reduce((sum, leads) => sum + leads.length, 0)
for (const [address, leads] of plans) console.log(`${address}: ${leads.length} messages`)
console.log(`${planned} of ${waiting.length} leads are written to today, by ${mailboxes.length} mailboxes`)
