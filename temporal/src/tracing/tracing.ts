export type Attributes = Record<string, string | number | boolean | undefined>

export interface SpanStart {
  kind: 'server' | 'consumer'
  attributes: Attributes
  /** W3C trace context of what caused it; begins a trace of its own where that is missing or wrong. */
  traceparent?: string | undefined
}

/** Work that was done inside a span, and is over. */
export interface PastSpan {
  durationMs: number
  attributes: Attributes
  isFault: boolean
}

export interface Span {
  /** W3C trace context of the span, to go with what it causes. */
  traceparent: string | undefined
  set(attributes: Attributes): void
  markFault(): void
  addPast(name: string, past: PastSpan): void
}

/** Where traces go. The SDK is behind it, and is loaded only where an endpoint is set. */
export interface Tracing {
  span<T>(name: string, start: SpanStart, work: (span: Span) => Promise<T>): Promise<T>
  /** Sends what is left. */
  stop(): Promise<void>
}

const silentSpan: Span = { traceparent: undefined, set() {}, markFault() {}, addPast() {} }

export const noTracing: Tracing = {
  span: (_name, _start, work) => work(silentSpan),
  async stop() {},
}

export interface TracingOptions {
  /** Base URL of an OTLP/HTTP receiver; no traces without it. */
  endpoint: string | undefined
  serviceName: string
}

export async function startTracing({ endpoint, serviceName }: TracingOptions): Promise<Tracing> {
  if (endpoint === undefined) return noTracing
  const { createOtlpTracing } = await import('./otlp-tracing.ts')
  return createOtlpTracing(endpoint, serviceName)
}
