import fastJson from 'fast-json-stringify'
import Fastify from 'fastify'
import pg from 'pg'

/** The least that could send a page of mailboxes: one query, one compiled serializer, nothing asked and nothing checked. */

const [databaseUrl = '', accountId = '', sample = '{}'] = process.argv.slice(2)
const first: Record<string, unknown> = JSON.parse(sample)

const typeOf = (value: unknown) => (typeof value === 'number' ? 'integer' : 'string')
const properties = Object.fromEntries(
  Object.entries(first).map(([name, value]) => [
    name,
    name === 'metadata'
      ? { type: 'object', additionalProperties: { type: 'string' } }
      : { type: typeOf(value), nullable: true },
  ]),
)
const stringify = fastJson({
  type: 'object',
  properties: {
    data: { type: 'array', items: { type: 'object', properties } },
    nextCursor: { type: 'string' },
  },
})

const columns: Record<string, string> = {
  id: 'id',
  domainId: 'domain_id',
  localPart: 'local_part',
  displayName: 'display_name',
  statusReason: 'status_reason',
  dailySendLimit: 'daily_send_limit',
  ownDailyLimit: 'own_limit',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  readyAt: 'ready_at',
  retiredAt: 'retired_at',
}
const selected = Object.keys(first)
  .map((name) => {
    if (name === 'provider') return `'microsoft365' as "provider"`
    if (name === 'pausedBy') return `null as "pausedBy"`
    return `${columns[name] ?? name} as "${name}"`
  })
  .join(', ')

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
const app = Fastify()
app.get('/v1/mailboxes', async (_, reply) => {
  const { rows } = await pool.query(
    `select ${selected} from mailboxes where account_id = $1 and livemode = false order by created_at desc, id desc limit 101`,
    [accountId],
  )
  const last = rows[99]
  const nextCursor = Buffer.from(`${last.createdAt.getTime()}.${last.id}`).toString('base64url')
  return reply.type('application/json; charset=utf-8').send(stringify({ data: rows.slice(0, 100), nextCursor }))
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.({ url: address })
