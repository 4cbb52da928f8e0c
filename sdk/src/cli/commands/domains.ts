import type { Domain } from '../../generated/models.ts'
import { type Command, type CommandContext, oneOf, text, WrongUsage, whole } from '../command.ts'
import { watchOperation } from '../progress.ts'

const shown = ['id', 'name', 'status', 'health', 'mailboxCount', 'createdAt']

/** A domain by its id, or by its name. */
export async function find({ client }: Pick<CommandContext, 'client'>, word = ''): Promise<Domain> {
  if (word.startsWith('dom_')) return client().domains.get(word)
  const [domain] = (await client().domains.list({ name: word, limit: 1 })).data
  // The API's own answer, for what is no id of a domain.
  return domain ?? client().domains.get(word)
}

async function watch(context: CommandContext, domain: { id: string; operationId?: string | null }): Promise<void> {
  if (domain.operationId) await watchOperation(context, domain.operationId)
  context.output.thing(await context.client().domains.get(domain.id))
}

export const domainCommands: Command[] = [
  {
    name: 'domains create',
    takes: 'NAME',
    summary: 'Order a sending domain with its mailboxes, and watch it come about',
    argCount: 1,
    options: {
      mailboxes: { type: 'string', help: 'how many (10)' },
      residency: { type: 'string', help: 'none, eu or ch' },
      brand: { type: 'string', help: 'your own main domain, which must not be harmed' },
      existing: { type: 'boolean', help: 'the domain is yours already' },
      'external-dns': { type: 'boolean', help: 'you publish the records yourself' },
      'max-spend': { type: 'string', help: 'in whole USD: refused if it would cost more' },
      'no-watch': { type: 'boolean', help: 'only order it' },
    },
    async run(context) {
      const { args, values, client, output } = context
      const amount = whole('max-spend', values['max-spend'])
      const residency = oneOf('residency', values.residency, ['none', 'eu', 'ch'] as const)
      const brandDomain = text(values.brand)
      const domain = await client().domains.create({
        name: args[0] ?? '',
        provider: 'microsoft365',
        mailboxCount: whole('mailboxes', values.mailboxes) ?? 10,
        registration: values.existing ? 'existing' : 'register',
        dns: values['external-dns'] ? 'external' : 'managed',
        ...(residency && { residency }),
        ...(brandDomain && { brandDomain }),
        ...(amount !== undefined && { maxSpend: { amount: `${amount}.00`, currency: 'USD' } }),
      })
      if (values['no-watch']) return output.thing(domain)
      await watch(context, domain)
    },
  },
  {
    name: 'domains list',
    takes: '',
    summary: 'List domains, the newest first',
    argCount: 0,
    options: {
      fleet: { type: 'string', help: 'only those of this fleet: its id' },
      limit: { type: 'string', help: 'how many at most (100)' },
    },
    async run({ client, values, output }) {
      const limit = whole('limit', values.limit) ?? 100
      const fleetId = text(values.fleet)
      const rows: Domain[] = []
      const query = { limit: Math.min(100, Math.max(1, limit)), ...(fleetId && { fleetId }) }
      for await (const domain of client().domains.list(query)) {
        if (rows.length >= limit) break
        rows.push(domain)
      }
      output.rows(rows, shown)
    },
  },
  {
    name: 'domains get',
    takes: 'ID|NAME',
    summary: 'Show a domain',
    argCount: 1,
    run: async (context) => context.output.thing(await find(context, context.args[0])),
  },
  {
    name: 'domains watch',
    takes: 'ID|NAME',
    summary: 'Watch what is being done with a domain until it is done',
    argCount: 1,
    run: async (context) => watch(context, await find(context, context.args[0])),
  },
  {
    name: 'domains verify',
    takes: 'ID|NAME',
    summary: 'Look at its DNS now',
    argCount: 1,
    async run(context) {
      const { records, ...dns } = await context.client().domains.verify((await find(context, context.args[0])).id)
      if (context.output.isJson) return context.output.thing({ ...dns, records })
      context.output.rows(records, ['purpose', 'type', 'name', 'status', 'explanation'])
    },
  },
  {
    name: 'domains retire',
    takes: 'ID|NAME',
    summary: 'Retire a domain: its mailboxes end, and what can be undone is undone',
    argCount: 1,
    options: { yes: { type: 'boolean', help: 'I mean it' } },
    async run(context) {
      const domain = await find(context, context.args[0])
      if (!context.values.yes) throw new WrongUsage(`${domain.name} would be retired for good: add --yes`)
      await watch(context, await context.client().domains.retire(domain.id))
    },
  },
]
