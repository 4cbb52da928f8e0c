import { Route53DomainsClient } from '@aws-sdk/client-route-53-domains'
import { z } from 'zod'
import { type OnCall, reportCall } from '../../call-report.ts'
import { ProviderError } from '../../errors.ts'
import { TIMEOUT_MS } from '../../http.ts'
import type { VendorConfig } from '../../vendor-config.ts'
import { toProviderError } from './route53-errors.ts'

type Send = (client: Route53DomainsClient) => Promise<unknown>

/** The SDK types every field as optional, so answers are parsed as those of any other vendor. */
export function createRoute53Calls(config: VendorConfig, onCall: OnCall | undefined) {
  const client = createClient(config)
  return async <T extends z.ZodType>(operation: string, schema: T, send: Send): Promise<z.output<T>> =>
    reportCall(onCall, 'route53_domains', operation, async () => {
      const answer = await send(client).catch((error) => {
        throw toProviderError(operation, error)
      })
      const parsed = schema.safeParse(answer)
      if (parsed.success) return parsed.data
      throw strangeAnswer(operation, parsed.error, answer)
    })
}

function createClient(config: VendorConfig): Route53DomainsClient {
  return new Route53DomainsClient({
    endpoint: config.REGISTRAR_URL,
    // The only region in which this service lives.
    region: 'us-east-1',
    credentials: {
      accessKeyId: config.REGISTRAR_ACCESS_KEY_ID,
      secretAccessKey: config.REGISTRAR_SECRET_ACCESS_KEY,
    },
    maxAttempts: 1,
    requestHandler: { connectionTimeout: TIMEOUT_MS, requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
  })
}

const Metadata = z.object({ $metadata: z.object({ requestId: z.string().optional() }) })

function strangeAnswer(operation: string, error: z.ZodError, answer: unknown): ProviderError {
  const message = `${operation}: an answer that we do not understand: ${z.prettifyError(error).replaceAll(/\s+/g, ' ')}`
  const requestId = Metadata.safeParse(answer).data?.$metadata.requestId
  return new ProviderError({
    provider: 'route53_domains',
    kind: 'transient',
    code: 'strange_answer',
    message,
    requestId,
  })
}
