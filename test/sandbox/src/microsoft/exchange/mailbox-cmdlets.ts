import { z } from 'zod'
import { externalRecipients, tenantLimit } from '../../mail/limits.ts'
import type { World } from '../../world/world.ts'
import { findUser, hasMailbox, type User, usersOf } from '../state/users.ts'
import { acceptedDomains } from './accepted-domains.ts'
import { type Cmdlet, type CmdletCall, flag, parametersOf } from './cmdlet.ts'
import { cmdletErrors } from './errors.ts'
import { mailRegion } from './regions.ts'

export const getAcceptedDomain: Cmdlet = (call) => {
  const { identity } = parametersOf(z.object({ identity: z.string().optional() }), call)
  const all = acceptedDomains(call.world, call.tenant)
  const found = identity === undefined ? all : all.filter((domain) => domain.name === identity.toLowerCase())
  if (found.length === 0 && identity !== undefined) throw cmdletErrors.notFound(identity)
  return found.map(({ name, isDefault, isInitial }) => ({
    '@odata.type': '#Exchange.AcceptedDomain',
    Identity: name,
    Name: name,
    DomainName: name,
    DomainType: 'Authoritative',
    Default: isDefault,
    InitialDomain: isInitial,
    SendingFromDomainDisabled: false,
    IsValid: true,
  }))
}

export const getOrganizationConfig: Cmdlet = ({ tenant }) => [
  {
    '@odata.type': '#Exchange.OrganizationConfig',
    Name: tenant.initialDomain,
    DisplayName: tenant.displayName,
    Identity: tenant.initialDomain,
    DefaultMailboxRegion: mailRegion(tenant.country),
    DefaultMailboxRegionLastUpdateTime: new Date(tenant.createdAt).toISOString(),
    AllowedMailboxRegions: [mailRegion(tenant.country)],
    IsDehydrated: false,
    SendFromAliasEnabled: false,
    AutoExpandingArchiveEnabled: false,
  },
]

function mailboxes(call: CmdletCall): User[] {
  const { identity } = parametersOf(z.object({ identity: z.string().optional() }), call)
  if (identity === undefined) return usersOf(call.world, call.tenant.id).filter((user) => hasMailbox(call.world, user))
  const user = findUser(call.world, call.tenant.id, identity)
  if (!user || !hasMailbox(call.world, user)) throw cmdletErrors.notFound(identity)
  return [user]
}

export const getMailbox: Cmdlet = (call) =>
  mailboxes(call).map((user) => ({
    '@odata.type': '#Exchange.Mailbox',
    Identity: user.displayName,
    ExternalDirectoryObjectId: user.id,
    UserPrincipalName: user.userPrincipalName,
    PrimarySmtpAddress: user.userPrincipalName,
    DisplayName: user.displayName,
    Alias: user.mailNickname,
    EmailAddresses: [`SMTP:${user.userPrincipalName}`],
    RecipientTypeDetails: 'UserMailbox',
    Database: `${mailRegion(call.tenant.country)}PR03DG077-db007`,
    MailboxRegion: mailRegion(call.tenant.country),
    WhenMailboxCreated: new Date(user.createdAt).toISOString(),
  }))

interface ClientAccess {
  smtpAuthDisabled: boolean | null
  imapEnabled: boolean
  popEnabled: boolean
}

/** SMTP AUTH follows the organisation, which has it off, unless a mailbox says otherwise. */
const unchanged: ClientAccess = { smtpAuthDisabled: null, imapEnabled: true, popEnabled: true }
const clientAccess = (world: World) => world.store.collection<ClientAccess>('client_access')

export const getCasMailbox: Cmdlet = (call) =>
  mailboxes(call).map((user) => {
    const { smtpAuthDisabled, imapEnabled, popEnabled } = clientAccess(call.world).get(user.id) ?? unchanged
    return {
      '@odata.type': '#Exchange.CASMailbox',
      Identity: user.displayName,
      PrimarySmtpAddress: user.userPrincipalName,
      SmtpClientAuthenticationDisabled: smtpAuthDisabled,
      ImapEnabled: imapEnabled,
      PopEnabled: popEnabled,
      OWAEnabled: true,
      MAPIEnabled: true,
    }
  })

const CasChange = z.object({
  identity: z.string(),
  smtpclientauthenticationdisabled: flag.nullish(),
  imapenabled: flag.optional(),
  popenabled: flag.optional(),
})

export const setCasMailbox: Cmdlet = (call) => {
  const change = parametersOf(CasChange, call)
  for (const user of mailboxes(call)) {
    const known = clientAccess(call.world).get(user.id) ?? unchanged
    clientAccess(call.world).set(user.id, {
      smtpAuthDisabled:
        change.smtpclientauthenticationdisabled === undefined
          ? known.smtpAuthDisabled
          : change.smtpclientauthenticationdisabled,
      imapEnabled: change.imapenabled ?? known.imapEnabled,
      popEnabled: change.popenabled ?? known.popEnabled,
    })
  }
  return []
}

export const getLimitsEnforcementStatus: Cmdlet = ({ world, tenant }) => {
  const [observed, threshold] = [externalRecipients(world, tenant.id), tenantLimit(world, tenant.id)]
  return [
    {
      '@odata.type': '#Exchange.LimitsEnforcementStatus',
      ObservedValue: observed,
      Threshold: threshold,
      EnforcementEnabled: true,
      Verdict: observed >= threshold ? 'Blocked' : 'Allowed',
    },
  ]
}

/** Nobody in the world is blocked for spam. */
export const getBlockedSenderAddress: Cmdlet = () => []
