import type { Rotation } from '../../generated/models.ts'
import { type Command, type CommandContext, oneOf, text, whole } from '../command.ts'
import { find } from './domains.ts'

const shown = ['id', 'status', 'blockedReason', 'reason', 'domainId', 'replacementDomainId', 'cutoverOn']

const replacementOptions = {
  to: { type: 'string', help: 'the domain that takes its place, by id or name' },
  order: { type: 'string', help: 'the name to order where no spare will do' },
  'max-spend': { type: 'string', help: 'in whole USD: not ordered if it would cost more' },
} as const

async function replacementOf(context: CommandContext) {
  const { values } = context
  const [to, order] = [text(values.to), text(values.order)]
  const amount = whole('max-spend', values['max-spend'])
  return {
    ...(to && { replacementDomainId: to.startsWith('dom_') ? to : (await find(context, to)).id }),
    ...(order && { replacementName: order }),
    ...(amount !== undefined && { maxSpend: { amount: `${amount}.00`, currency: 'USD' } }),
  }
}

export const rotationCommands: Command[] = [
  {
    name: 'rotate',
    takes: 'ID|NAME',
    summary: 'Replace a domain by a spare, by another domain, or by one that is ordered',
    argCount: 1,
    options: {
      ...replacementOptions,
      after: { type: 'string', help: 'what becomes of the old one: rest or retire' },
      'grace-days': { type: 'string', help: 'for how long replies to it are read (14)' },
    },
    async run(context) {
      const { args, values, client, output } = context
      const after = oneOf('after', values.after, ['rest', 'retire'] as const)
      const graceDays = whole('grace-days', values['grace-days'])
      const domain = await find(context, args[0])
      const replacement = await replacementOf(context)
      output.thing(
        await client().domains.rotate(domain.id, {
          ...replacement,
          ...(after && { after }),
          ...(graceDays !== undefined && { graceDays }),
        }),
      )
    },
  },
  {
    name: 'rotations list',
    takes: '',
    summary: 'List rotations, the newest first',
    argCount: 0,
    options: { limit: { type: 'string', help: 'how many at most (100)' } },
    async run({ client, values, output }) {
      const limit = whole('limit', values.limit) ?? 100
      const rows: Rotation[] = []
      for await (const rotation of client().rotations.list({ limit: Math.min(100, Math.max(1, limit)) })) {
        if (rows.length >= limit) break
        rows.push(rotation)
      }
      output.rows(rows, shown)
    },
  },
  {
    name: 'rotations get',
    takes: 'ID',
    summary: 'Show a rotation',
    argCount: 1,
    run: async ({ client, args, output }) => output.thing(await client().rotations.get(args[0] ?? '')),
  },
  {
    name: 'rotations mailboxes',
    takes: 'ID',
    summary: 'Show which mailbox takes the place of which',
    argCount: 1,
    async run({ client, args, output }) {
      const { mailboxes } = await client().rotations.mailboxes(args[0] ?? '')
      const rows = mailboxes.map(({ from, to, unmappedReason, mappedAt }) => ({
        from: from.address,
        to: to?.address ?? null,
        unmappedReason,
        mappedAt,
      }))
      output.rows(rows, ['from', 'to', 'unmappedReason', 'mappedAt'])
    },
  },
  {
    name: 'rotations approve',
    takes: 'ID',
    summary: 'Let a rotation go on that waits for approval or is blocked',
    argCount: 1,
    options: replacementOptions,
    async run(context) {
      const { args, client, output } = context
      output.thing(await client().rotations.approve(args[0] ?? '', await replacementOf(context)))
    },
  },
  {
    name: 'rotations cancel',
    takes: 'ID',
    summary: 'Give a rotation up',
    argCount: 1,
    run: async ({ client, args, output }) => output.thing(await client().rotations.cancel(args[0] ?? '')),
  },
]
