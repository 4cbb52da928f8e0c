import { randomBytes } from 'node:crypto'
import type { MailProof } from '@coldframe/db'
import { runDomainMessage } from '../contracts.ts'
import { ProviderError } from '../providers/errors.ts'
import type { AuthenticationOutcome } from '../providers/proof/proof-mailbox.ts'
import { tellRotations } from '../rotations/tell-rotations.ts'
import type { ActivityDeps } from './deps.ts'
import { domainEvent } from './events.ts'
import { welcome } from './mailboxes.ts'
import { createStep, type Job, tenantOf } from './step.ts'

/** A message that did not come, or did not pass, is followed by a new one after this time. */
const RESEND_AFTER_MS = 60_000

/** A domain is ready when a message that was really sent from it was read back and passed SPF, DKIM and DMARC. */
export const createProofActivities = (deps: ActivityDeps) => ({
  prove_mail: createStep(deps, 'prove_mail', async (job) => {
    const { owner, domain } = job
    const proof = await sendProof(job)
    const message = await job.vendors.proof.findMessage(proof.token)
    if (!message) throw await again(job, proof, 'The proof message has not arrived yet.')
    const outcome = await job.vendors.authenticator.authenticate(message.raw)
    const failures = describeFailures(outcome)
    if (failures) throw await again(job, proof, `The proof message did not pass: ${failures}.`)

    return async (tx) => {
      await tx.proofs.finish(owner, domain.id, {
        receivedAt: message.receivedAt,
        spf: outcome.spf.result,
        dkim: outcome.dkim.result,
        dmarc: outcome.dmarc.result,
        authenticationResults: outcome.header,
      })
      const change = { status: 'warming' as const, statusReason: null, readyAt: new Date() }
      const ready = await tx.domains.update(owner, domain.id, change)
      const mailboxes = await tx.mailboxes.ofDomain(owner, domain.id)
      await welcome(tx, job, mailboxes)
      if (ready) await tx.events.append(owner, [domainEvent('domain.ready', ready)])
      await tx.outbox.add(owner, runDomainMessage({ ...owner, domainId: domain.id }))
      await tellRotations(tx, owner, domain.id)
    }
  }),
})

async function sendProof(job: Job): Promise<MailProof> {
  const { db, owner, domain, vendors } = job
  const mailboxes = await db.mailboxes.ofDomain(owner, domain.id)
  const sender = mailboxes.find((mailbox) => mailbox.readyAt !== null && mailbox.externalId !== null)
  if (!sender?.externalId) throw new Error(`Domain ${domain.id} has no mailbox that can send`)
  const proof = await db.proofs.start(owner, { domainId: domain.id, mailboxId: sender.id, token: newToken() })
  if (proof.sentAt) return proof
  const { externalId } = await tenantOf(job)
  await vendors.mailbox.sendMail(externalId, sender.externalId, {
    from: sender.address,
    to: vendors.proof.address,
    subject: `Proof of delivery ${proof.token}`,
    text: `${domain.name} sends this message once, to prove SPF, DKIM and DMARC before it is handed over.`,
  })
  await db.proofs.markSent(owner, domain.id, new Date())
  return { ...proof, sentAt: new Date() }
}

const newToken = () => randomBytes(12).toString('hex')

async function again({ db, owner, domain }: Job, proof: MailProof, message: string): Promise<ProviderError> {
  const ageMs = Date.now() - (proof.sentAt?.getTime() ?? 0)
  if (ageMs > RESEND_AFTER_MS) await db.proofs.restart(owner, domain.id, newToken())
  return new ProviderError({ provider: 'proof', kind: 'pending', message })
}

function describeFailures(outcome: AuthenticationOutcome): string {
  const checks = [
    { name: 'SPF', ...outcome.spf },
    { name: 'DKIM', ...outcome.dkim },
    { name: 'DMARC', ...outcome.dmarc },
  ]
  return checks
    .filter(({ result, aligned }) => result !== 'pass' || !aligned)
    .map(({ name, result, comment }) => `${name} ${result}${comment ? ` (${comment})` : ''}`)
    .join(', ')
}
