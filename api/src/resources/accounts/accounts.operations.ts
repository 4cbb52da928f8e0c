import { defineOperation } from '../../operation.ts'
import {
  Account,
  AccountList,
  AccountListQuery,
  AccountParams,
  AttestAccount,
  CreateAccount,
  UpdateAccount,
} from './accounts.schemas.ts'

export const accountOperations = [
  defineOperation({
    id: 'accounts.create',
    rest: { method: 'POST', path: '/v1/accounts', status: 201, location: '/v1/accounts/{id}' },
    graphql: { mutation: 'createAccount' },
    scope: 'accounts:write',
    audit: 'account.created',
    summary: 'Create a sub-account',
    description:
      'It belongs to the account of the key, in the mode (test or live) of the key. Send its id as `Coldframe-Account` to act for it. A sub-account has none of its own.',
    body: CreateAccount,
    output: Account,
    errors: ['account_is_sub_account', 'currency_mismatch'],
    handler: (account, { actor, services }) => services.accounts.create(actor, account),
  }),

  defineOperation({
    id: 'accounts.list',
    rest: { method: 'GET', path: '/v1/accounts', status: 200 },
    graphql: { query: 'accounts' },
    scope: 'accounts:read',
    audit: null,
    summary: 'List sub-accounts',
    description: 'Those of the mode (test or live) of the key that asks.',
    query: AccountListQuery,
    output: AccountList,
    errors: ['invalid_cursor'],
    handler: (query, { actor, services }) => services.accounts.list(actor, query),
  }),

  defineOperation({
    id: 'accounts.get',
    rest: { method: 'GET', path: '/v1/accounts/{id}', status: 200, etag: 'answers' },
    graphql: { query: 'account' },
    scope: 'accounts:read',
    audit: null,
    summary: 'Get an account',
    description: 'Your own account or one of its sub-accounts.',
    params: AccountParams,
    output: Account,
    errors: [],
    handler: ({ id }, { actor, services }) => services.accounts.get(actor, id),
  }),

  defineOperation({
    id: 'accounts.update',
    rest: { method: 'PATCH', path: '/v1/accounts/{id}', status: 200, etag: 'checks' },
    graphql: { mutation: 'updateAccount' },
    scope: 'accounts:write',
    audit: 'account.updated',
    summary: 'Change an account',
    description:
      'Merges `metadata`. A key of a sub-account can lower the spend ceiling of it, and never raise it; a key of the account above can. An account of its own is changed by live keys only, as it has both modes. With `If-Match` it is changed only if it still has that version.',
    params: AccountParams,
    body: UpdateAccount,
    output: Account,
    errors: ['version_mismatch', 'spend_ceiling_not_raisable', 'live_key_required', 'currency_mismatch'],
    handler: ({ id, ...change }, { actor, services, ifVersions }) =>
      services.accounts.update(actor, id, change, ifVersions),
  }),

  defineOperation({
    id: 'accounts.attest',
    rest: { method: 'POST', path: '/v1/accounts/{id}/attest', status: 200 },
    graphql: { mutation: 'attestAccount' },
    scope: 'accounts:write',
    audit: 'account.attested',
    summary: 'Confirm who is responsible',
    description:
      'Confirms once that consent of recipients and local law are the responsibility of the sender. Needed before the first live domain of the account; each sub-account has its own. Confirming it again changes nothing.',
    params: AccountParams,
    body: AttestAccount,
    output: Account,
    errors: ['live_key_required'],
    handler: ({ id, statement }, { actor, services }) => services.accounts.attest(actor, id, statement),
  }),
]
