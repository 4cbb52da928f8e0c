import { randomUUID } from 'node:crypto'
import { type Tenant, tenantOfDomain } from '../microsoft/state/tenants.ts'
import { domainOf, hasMailbox, type User, userByAddress } from '../microsoft/state/users.ts'
import type { World } from '../world/world.ts'
import { countExternal } from './limits.ts'
import { storeMessage } from './mailboxes.ts'
import { bounceMessage, type Refusal } from './ndr.ts'
import { receive } from './receive.ts'
import { signMessage } from './sign.ts'
import { isMicrosoftExchange } from './zones.ts'

export interface Submission {
  tenant: Tenant
  sender: User
  /** Address in the From header, which is the envelope's sender too. */
  from: string
  recipients: string[]
  raw: Buffer
  isSaved: boolean
}

type Delivered = Refusal | null

/** Takes a message over: signs it, brings it to each recipient, and tells the sender's mailbox what was refused. */
export async function submit(world: World, submission: Submission): Promise<void> {
  const { tenant, sender, from, recipients, raw } = submission
  world.counters.add('messages_sent', from.toLowerCase())
  if (submission.isSaved) storeMessage(world, sender, 'sentitems', raw, null)
  const signed = await signMessage(world, tenant, from, raw)
  const outcomes = await Promise.all(recipients.map((recipient) => deliver(world, submission, signed, recipient)))
  const refusals = outcomes.filter((outcome) => outcome !== null)
  if (refusals.length === 0) return
  const bounce = bounceMessage(raw, from, tenant.initialDomain, refusals, world.now())
  storeMessage(world, sender, 'inbox', bounce, travel(world, from, from))
}

function travel(world: World, address: string, from: string) {
  const { subject, readyAt } = world.waits.start('mail_delivery', `${address} ${randomUUID()}`, domainOf(from))
  return { subject, readyAt }
}

async function deliver(
  world: World,
  { tenant, from }: Submission,
  signed: Buffer,
  recipient: string,
): Promise<Delivered> {
  const domain = domainOf(recipient)
  const isInternal = tenantOfDomain(world, domain) === tenant.id
  const limit = isInternal ? null : countExternal(world, tenant, from)
  if (limit) return { recipient, ...limit }
  const exchange = isInternal ? `${tenant.prefix}.mail.protection.outlook.com` : mailExchange(world, domain)
  if (exchange === null)
    return {
      recipient,
      code: '5.4.310',
      text: `550 5.4.310 DNS domain ${domain} does not exist [Message=InfoDomainNonexistent]`,
    }
  const user = userByAddress(world, recipient)
  if (!isMicrosoftExchange(exchange)) return unreachable(recipient, exchange)
  if (!user || tenantOfDomain(world, domain) !== user.tenantId || !hasMailbox(world, user))
    return unknownRecipient(recipient)
  const { verdict, raw } = await receive(world, { raw: signed, envelopeFrom: from, recipient, exchange })
  if (verdict === 'reject') return rejectedByPolicy(recipient, domainOf(from))
  storeMessage(world, user, verdict === 'junk' ? 'junkemail' : 'inbox', raw, travel(world, recipient, from))
  return null
}

/** The most preferred host that has an address. */
function mailExchange(world: World, domain: string): string | null {
  const hosts = world.zones
    .resolve(domain, 'MX')
    .map((value) => value.split(/\s+/))
    .sort((a, b) => Number(a[0]) - Number(b[0]))
    .flatMap(([, host]) => host?.replace(/\.$/, '').toLowerCase() ?? [])
  return hosts.find((host) => world.zones.resolve(host, 'A').length > 0) ?? null
}

const unreachable = (recipient: string, host: string): Refusal => ({
  recipient,
  code: '4.4.316',
  text: `550 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=${host}]`,
})

const unknownRecipient = (recipient: string): Refusal => ({
  recipient,
  code: '5.1.10',
  text: `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${recipient} not found by SMTP address lookup`,
})

const rejectedByPolicy = (recipient: string, domain: string): Refusal => ({
  recipient,
  code: '5.7.509',
  text: `550 5.7.509: Access denied, sending domain ${domain} does not pass DMARC verification and has a DMARC policy of reject.`,
})
