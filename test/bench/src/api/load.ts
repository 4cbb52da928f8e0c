import autocannon from 'autocannon'

export interface Load {
  perSecond: number
  medianMs: number
  p99Ms: number
}

interface LoadOptions {
  url: string
  key: string
  connections: number
  seconds: number
  /** A body for each request; without it, a GET. */
  nextBody?: () => string
}

/** A bounded load on loopback. Fails when any answer was not a success: figures of errors mean nothing. */
export async function load({ url, key, connections, seconds, nextBody }: LoadOptions): Promise<Load> {
  const headers = { authorization: `Bearer ${key}`, ...(nextBody && { 'content-type': 'application/json' }) }
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers,
    ...(nextBody && {
      requests: [{ method: 'POST', setupRequest: (request: autocannon.Request) => ({ ...request, body: nextBody() }) }],
    }),
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} refusals and ${result.errors} errors under load of ${url}`)
  }
  return { perSecond: result['2xx'] / result.duration, medianMs: result.latency.p50, p99Ms: result.latency.p99 }
}
