import type { Mailbox } from '../../generated/models.ts'
import { type Command, type CommandContext, text } from '../command.ts'
import { toCsv } from '../csv.ts'

const columns = ['id', 'address', 'displayName', 'status', 'dailySendLimit', 'domainId']
const options = { domain: { type: 'string', help: 'only those of this domain: its id' } } as const

async function all({ client, values }: CommandContext): Promise<Mailbox[]> {
  const domainId = text(values.domain)
  const mailboxes: Mailbox[] = []
  for await (const mailbox of client().mailboxes.list({ limit: 100, ...(domainId && { domainId }) })) {
    mailboxes.push(mailbox)
  }
  return mailboxes
}

export const mailboxCommands: Command[] = [
  {
    name: 'mailboxes list',
    takes: '',
    summary: 'List mailboxes',
    argCount: 0,
    options,
    run: async (context) => context.output.rows(await all(context), columns),
  },
  {
    name: 'mailboxes export',
    takes: '',
    summary: 'Write mailboxes as CSV, or as lines of JSON with --json',
    argCount: 0,
    options,
    async run(context) {
      const mailboxes = await all(context)
      if (context.values.json) return context.output.rows(mailboxes, columns)
      context.output.raw(
        toCsv(
          mailboxes.map((mailbox) => ({ ...mailbox })),
          columns,
        ),
      )
    },
  },
]
