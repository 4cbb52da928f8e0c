import { z } from 'zod'
import type { MailboxOutcome, MailboxProvider, NewMailbox } from '../mailbox-provider.ts'
import type { GraphSession } from './graph.ts'
import { type BatchAnswer, type BatchStep, runBatch, type Wait } from './graph-batch.ts'
import type { TenantFacts } from './tenant-facts.ts'

const User = z.object({ id: z.string().min(1) })

/** What a directory answers about an object that one of its replicas has not seen. */
const replicaKinds = ['not_found', 'pending', 'transient', 'rate_limited', 'unauthorized']

type MailboxCalls = Pick<
  MailboxProvider,
  'createMailboxes' | 'licenseMailboxes' | 'checkMailboxes' | 'renameMailbox' | 'deleteMailboxes'
>
interface Existing {
  address: string
  externalId: string
}

interface MailboxDeps {
  graphFor: (tenantId: string) => GraphSession
  facts: TenantFacts
  wait: Wait
}

/** Users of a tenant; each mailbox hangs on one. All calls go by `$batch`. */
export function createMailboxCalls({ graphFor, facts, wait }: MailboxDeps): MailboxCalls {
  const batch = (tenantId: string, operation: string, steps: BatchStep[]) =>
    runBatch(graphFor(tenantId), operation, steps, wait)

  async function createMailboxes(tenantId: string, mailboxes: NewMailbox[]): Promise<MailboxOutcome[]> {
    if (mailboxes.length === 0) return []
    const country = await facts.country(tenantId)
    const answers = await batch(
      tenantId,
      'createUsers',
      mailboxes.map((mailbox) => creation(mailbox, country)),
    )
    const taken = mailboxes.filter((_, index) => isOwnAddressTaken(answers[index]))
    const adopted = await findUsers(tenantId, taken)
    return mailboxes.map(({ address }, index) => adopted.get(address) ?? created(address, answers[index]))
  }

  /** A user with the address that we are about to give was made by a try whose answer got lost. */
  async function findUsers(tenantId: string, mailboxes: NewMailbox[]): Promise<Map<string, MailboxOutcome>> {
    if (mailboxes.length === 0) return new Map()
    const steps = mailboxes.map(({ address }): BatchStep => ({ method: 'GET', url: `${userUrl(address)}?$select=id` }))
    const answers = await batch(tenantId, 'findUsers', steps)
    return new Map(mailboxes.map(({ address }, index) => [address, created(address, answers[index])]))
  }

  async function licenseMailboxes(tenantId: string, mailboxes: Existing[]): Promise<MailboxOutcome[]> {
    if (mailboxes.length === 0) return []
    const skuId = await facts.mailboxSku(tenantId)
    if (!skuId)
      return mailboxes.map(({ address }) => later(address, 'sku_not_provisioned', 'The licences are not there yet'))
    const body = { addLicenses: [{ skuId, disabledPlans: [] }], removeLicenses: [] }
    const steps = mailboxes.map(
      ({ externalId }): BatchStep => ({ method: 'POST', url: `${userUrl(externalId)}/assignLicense`, body }),
    )
    return outcomes(mailboxes, await batch(tenantId, 'assignLicenses', steps))
  }

  async function checkMailboxes(tenantId: string, mailboxes: Existing[]): Promise<MailboxOutcome[]> {
    const steps = mailboxes.map(
      ({ externalId }): BatchStep => ({ method: 'GET', url: `${userUrl(externalId)}/mailFolders/inbox?$select=id` }),
    )
    return outcomes(mailboxes, await batch(tenantId, 'checkMailboxes', steps))
  }

  async function renameMailbox(tenantId: string, externalId: string, displayName: string): Promise<void> {
    const call = { operation: 'renameUser', method: 'PATCH', path: userUrl(externalId), body: { displayName } } as const
    await graphFor(tenantId).request(call)
  }

  async function deleteMailboxes(tenantId: string, mailboxes: Existing[]): Promise<MailboxOutcome[]> {
    const steps = mailboxes.map(({ externalId }): BatchStep => ({ method: 'DELETE', url: userUrl(externalId) }))
    const answers = await batch(tenantId, 'deleteUsers', steps)
    const gone = answers.map((answer): BatchAnswer => (isGone(answer) ? { ok: true, body: null } : answer))
    return outcomes(mailboxes, gone)
  }

  return { createMailboxes, licenseMailboxes, checkMailboxes, renameMailbox, deleteMailboxes }
}

const userUrl = (idOrAddress: string) => `/users/${encodeURIComponent(idOrAddress)}`

function creation({ address, displayName, password }: NewMailbox, country: string): BatchStep {
  return {
    method: 'POST',
    url: '/users',
    body: {
      accountEnabled: true,
      displayName,
      mailNickname: address.slice(0, address.indexOf('@')).slice(0, 64),
      userPrincipalName: address,
      // A licence is refused without it.
      usageLocation: country,
      passwordProfile: { password, forceChangePasswordNextSignIn: false },
    },
  }
}

function isOwnAddressTaken(answer: BatchAnswer | undefined): boolean {
  return answer?.ok === false && answer.fault.kind === 'conflict' && answer.fault.conflictTarget === 'userPrincipalName'
}

function isGone(answer: BatchAnswer): boolean {
  return !answer.ok && answer.fault.kind === 'not_found'
}

function created(address: string, answer: BatchAnswer | undefined): MailboxOutcome {
  if (!answer?.ok) return failed(address, answer)
  const user = User.safeParse(answer.body)
  if (user.success) return { address, ok: true, externalId: user.data.id }
  return later(address, 'strange_answer', 'The new user came without an id')
}

function outcomes(mailboxes: Existing[], answers: BatchAnswer[]): MailboxOutcome[] {
  return mailboxes.map(({ address, externalId }, index) => {
    const answer = answers[index]
    return answer?.ok ? { address, ok: true, externalId } : failed(address, answer)
  })
}

function failed(address: string, answer: BatchAnswer | undefined): MailboxOutcome {
  if (!answer || answer.ok) return later(address, 'no_answer', 'No answer')
  const { kind, code, message } = answer.fault
  return replicaKinds.includes(kind)
    ? later(address, code, message)
    : { address, ok: false, kind: 'rejected', code, message }
}

function later(address: string, code: string, message: string): MailboxOutcome {
  return { address, ok: false, kind: 'later', code, message }
}
