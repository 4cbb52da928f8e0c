import { parseArgs } from 'node:util'
import { createDb } from '@coldframe/db'
import { z } from 'zod'
import { makeKey } from '../auth/api-key.ts'
import { Scope, scopes } from '../auth/scopes.ts'
import { readDatabaseUrl } from '../config.ts'

/** Makes an account and its first key: `create-key --account NAME --mode test|live [--scopes a,b]`. */

const Options = z.object({
  account: z.string().min(1),
  mode: z.enum(['test', 'live']),
  scopes: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(Scope))
    .default([...scopes]),
})

const { values } = parseArgs({
  options: { account: { type: 'string' }, mode: { type: 'string' }, scopes: { type: 'string' } },
})
const options = Options.parse(values)
const db = createDb({ url: readDatabaseUrl(process.env), maxConnections: 1 })
try {
  const { key, ...kept } = makeKey(options.mode === 'live')
  const created = await db.transaction(async (tx) => {
    const account = await tx.accounts.insert(options.account)
    const owner = { accountId: account.id, livemode: options.mode === 'live' }
    const row = await tx.apiKeys.insert(owner, { name: 'First key', scopes: options.scopes, ...kept })
    return { accountId: account.id, keyId: row.id }
  })
  process.stdout.write(`${JSON.stringify({ ...created, key })}\n`)
} finally {
  await db.close()
}
