import { z } from 'zod'

export const scopes = [
  'domains:read',
  'domains:write',
  'mailboxes:read',
  'mailboxes:write',
  'operations:read',
  'operations:write',
  'rotations:read',
  'rotations:write',
  'fleets:read',
  'fleets:write',
  'signals:read',
  'signals:write',
  'suppressions:read',
  'suppressions:write',
  'tenants:read',
  'accounts:read',
  'accounts:write',
  'events:read',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
  'billing:read',
  'api_keys:read',
  'api_keys:write',
] as const

export const Scope = z
  .enum(scopes)
  .meta({ id: 'Scope', description: 'What a key may do: `nouns:read` or `nouns:write`.' })
export type Scope = z.output<typeof Scope>
