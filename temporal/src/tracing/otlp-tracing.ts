import * as otel from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { PastSpan, Span, Tracing } from './tracing.ts'

const kinds = { server: otel.SpanKind.SERVER, consumer: otel.SpanKind.CONSUMER }

/** Spans by OTLP/HTTP. Parents are passed by hand, so nothing global is registered or patched. */
export function createOtlpTracing(endpoint: string, serviceName: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': serviceName })),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('coldframe')
  return {
    async span(name, { kind, attributes, traceparent }, work) {
      const own = tracer.startSpan(name, { kind: kinds[kind], attributes }, contextOf(traceparent))
      try {
        return await work(wrap(tracer, own))
      } finally {
        own.end()
      }
    },
    stop: () => provider.shutdown(),
  }
}

function wrap(tracer: otel.Tracer, own: otel.Span): Span {
  const inside = otel.trace.setSpan(otel.ROOT_CONTEXT, own)
  return {
    traceparent: traceparentOf(own.spanContext()),
    set: (attributes) => void own.setAttributes(attributes),
    markFault: () => void own.setStatus({ code: otel.SpanStatusCode.ERROR }),
    addPast: (name, past) => addPast(tracer, inside, name, past),
  }
}

function addPast(tracer: otel.Tracer, inside: otel.Context, name: string, past: PastSpan): void {
  const endTime = Date.now()
  const { attributes, durationMs, isFault } = past
  const options = { kind: otel.SpanKind.CLIENT, attributes, startTime: endTime - durationMs }
  const span = tracer.startSpan(name, options, inside)
  if (isFault) span.setStatus({ code: otel.SpanStatusCode.ERROR })
  span.end(endTime)
}

/** W3C Trace Context, section 3.2. */
function contextOf(traceparent: string | undefined): otel.Context {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return otel.ROOT_CONTEXT
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return otel.isSpanContextValid(parent) ? otel.trace.setSpanContext(otel.ROOT_CONTEXT, parent) : otel.ROOT_CONTEXT
}

const traceparentOf = ({ traceId, spanId, traceFlags }: otel.SpanContext) =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
