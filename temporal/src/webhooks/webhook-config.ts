import { z } from 'zod'
import { type Network, parseNetwork } from './address-rule.ts'

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )

const networks = list.transform((parts, context): Network[] =>
  parts.flatMap((part) => {
    try {
      return [parseNetwork(part)]
    } catch {
      context.addIssue({ code: 'custom', message: `${part} is not a network such as 10.1.0.0/16` })
      return []
    }
  }),
)

const WebhookEnvironment = z.object({
  /** Networks that are not the internet's and get webhooks all the same. */
  TEST_WEBHOOK_NETWORKS: networks,
  LIVE_WEBHOOK_NETWORKS: networks,
  /** `address[:port]` of DNS servers that receivers' hosts are looked up with; the system's when empty. */
  TEST_WEBHOOK_RESOLVERS: list,
  LIVE_WEBHOOK_RESOLVERS: list,
})

interface WebhookMode {
  networks: Network[]
  resolvers: string[]
}

/** Where webhooks may go, by mode. */
export interface WebhookModes {
  test: WebhookMode
  live: WebhookMode
}

export function parseWebhookConfig(environment: Record<string, string | undefined>): WebhookModes {
  const read = WebhookEnvironment.parse(environment)
  return {
    test: { networks: read.TEST_WEBHOOK_NETWORKS, resolvers: read.TEST_WEBHOOK_RESOLVERS },
    live: { networks: read.LIVE_WEBHOOK_NETWORKS, resolvers: read.LIVE_WEBHOOK_RESOLVERS },
  }
}
