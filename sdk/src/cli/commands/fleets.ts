import type { Fleet } from '../../generated/models.ts'
import { type Command, type CommandContext, oneOf, text, WrongUsage, whole } from '../command.ts'

const shown = ['id', 'name', 'status', 'dailySendTarget', 'maySend', 'spares', 'lowFrom']
const row = (fleet: Fleet) => ({ ...fleet, maySend: fleet.capacity.dailySendLimit, spares: fleet.capacity.spare })

const ruleOptions = {
  profile: { type: 'string', help: 'how its domains are warmed: conservative, standard or fast' },
  policy: { type: 'string', help: 'who replaces what is lost: automatic, approve or manual' },
  'spare-percent': { type: 'string', help: 'of its domains that may wait as spares (20)' },
  'max-spend': { type: 'string', help: 'in whole USD a month: never passed' },
} as const

function rulesOf({ values }: CommandContext) {
  const warmupProfile = oneOf('profile', values.profile, ['conservative', 'standard', 'fast'] as const)
  const rotationPolicy = oneOf('policy', values.policy, ['automatic', 'approve', 'manual'] as const)
  const percent = whole('spare-percent', values['spare-percent'])
  const amount = whole('max-spend', values['max-spend'])
  return {
    ...(warmupProfile && { warmupProfile }),
    ...(rotationPolicy && { rotationPolicy }),
    ...(percent !== undefined && { spareRatio: percent / 100 }),
    ...(amount !== undefined && { maxSpendPerMonth: { amount: `${amount}.00`, currency: 'USD' } }),
  }
}

function neededTarget({ values }: CommandContext): number {
  const target = whole('target', values.target)
  if (target === undefined) throw new WrongUsage('--target says how much the fleet is to send a day')
  return target
}

export const fleetCommands: Command[] = [
  {
    name: 'fleets create',
    takes: 'BRAND',
    summary: 'Keep domains able to send so much a day: variants of your main domain are ordered, warmed and replaced',
    argCount: 1,
    options: {
      target: { type: 'string', help: 'messages a day' },
      name: { type: 'string', help: 'what you call it (the brand)' },
      mailboxes: { type: 'string', help: 'how many on each domain (10)' },
      residency: { type: 'string', help: 'none, eu or ch' },
      ...ruleOptions,
    },
    async run(context) {
      const { args, values, client, output } = context
      const [brandDomain = ''] = args
      const residency = oneOf('residency', values.residency, ['none', 'eu', 'ch'] as const)
      output.thing(
        await client().fleets.create({
          name: text(values.name) ?? brandDomain,
          brandDomain,
          dailySendTarget: neededTarget(context),
          provider: 'microsoft365',
          mailboxCount: whole('mailboxes', values.mailboxes) ?? 10,
          ...(residency && { residency }),
          ...rulesOf(context),
        }),
      )
    },
  },
  {
    name: 'fleets list',
    takes: '',
    summary: 'List fleets, the newest first',
    argCount: 0,
    async run({ client, output }) {
      const rows: Fleet[] = []
      for await (const fleet of client().fleets.list({ limit: 100 })) rows.push(fleet)
      output.rows(output.isJson ? rows : rows.map(row), shown)
    },
  },
  {
    name: 'fleets get',
    takes: 'ID',
    summary: 'Show a fleet: what it may send, what it lacks',
    argCount: 1,
    run: async ({ client, args, output }) => output.thing(await client().fleets.get(args[0] ?? '')),
  },
  {
    name: 'fleets update',
    takes: 'ID',
    summary: 'Change what a fleet is to keep',
    argCount: 1,
    options: { target: { type: 'string', help: 'messages a day' }, ...ruleOptions },
    async run(context) {
      const { args, values, client, output } = context
      const dailySendTarget = whole('target', values.target)
      const change = { ...(dailySendTarget !== undefined && { dailySendTarget }), ...rulesOf(context) }
      output.thing(await client().fleets.update(args[0] ?? '', change))
    },
  },
  {
    name: 'fleets forecast',
    takes: 'ID',
    summary: 'Show what a fleet may send in the next 90 days, and what its orders cost',
    argCount: 1,
    async run({ client, args, output }) {
      const forecast = await client().fleets.forecast(args[0] ?? '')
      if (output.isJson) return output.thing(forecast)
      const { days, ...rest } = forecast
      output.thing(rest)
      const rows = days.map(({ capacity, cost, ...day }) => ({ ...day, ...capacity, cost: cost.amount }))
      output.rows(rows, ['date', 'low', 'middle', 'high', 'orders', 'cost'])
    },
  },
  {
    name: 'fleets end',
    takes: 'ID',
    summary: 'Keep a fleet no longer; its domains stay as they are',
    argCount: 1,
    options: { yes: { type: 'boolean', help: 'I mean it' } },
    async run({ client, args, values, output }) {
      const fleet = await client().fleets.get(args[0] ?? '')
      if (!values.yes) throw new WrongUsage(`${fleet.name} would not be kept any more: add --yes`)
      output.thing(await client().fleets.end(fleet.id))
    },
  },
]
