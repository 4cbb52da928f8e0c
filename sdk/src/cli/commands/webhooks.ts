import type { CreateWebhookEndpoint } from '../../generated/models.ts'
import { type Command, list } from '../command.ts'

export const webhookCommands: Command[] = [
  {
    name: 'webhooks list',
    takes: '',
    summary: 'List webhook endpoints',
    argCount: 0,
    async run({ client, output }) {
      const endpoints = []
      for await (const endpoint of client().webhookEndpoints.list({ limit: 100 })) endpoints.push(endpoint)
      output.rows(endpoints, ['id', 'url', 'status', 'eventTypes', 'failingSince'])
    },
  },
  {
    name: 'webhooks create',
    takes: 'URL',
    summary: 'Have events delivered to a URL; shows the secret, this once',
    argCount: 1,
    options: { events: { type: 'string', help: 'only these types, with commas between' } },
    async run({ client, args, values, output }) {
      const body: CreateWebhookEndpoint = { url: args[0] ?? '' }
      const eventTypes = list(values.events)
      // Which words are types is the API's to say: it may know more than this program.
      Object.assign(body, eventTypes && { eventTypes })
      output.thing(await client().webhookEndpoints.create(body))
    },
  },
  {
    name: 'webhooks test',
    takes: 'ID',
    summary: 'Send a test to a webhook endpoint',
    argCount: 1,
    run: async ({ client, args, output }) => output.thing(await client().webhookEndpoints.test(args[0] ?? '')),
  },
]
