import { execFileSync } from 'node:child_process'
import t from 'tap'
import { startOtlpReceiver } from './otlp-receiver-fixture.ts'
import { startTracing } from './tracing.ts'

const start = { kind: 'consumer', attributes: { step: 'create_tenant', nothing: undefined } } as const

t.test('spans, those inside them and those that they cause are one trace at the receiver', async (t) => {
  const receiver = await startOtlpReceiver(t)
  const tracing = await startTracing({ endpoint: receiver.url, serviceName: 'coldframe-test' })
  const cause = await tracing.span('order', start, async (span) => span.traceparent)
  const result = await tracing.span('work', { ...start, traceparent: cause }, async (span) => {
    span.addPast('graph createUser', { durationMs: 20, attributes: { outcome: 'ok' }, isFault: false })
    span.set({ attempt: 2 })
    return 'done'
  })
  t.equal(result, 'done')
  await tracing.stop()
  const of = (name: string) => receiver.spans.find((span) => span.name === name)
  t.match(of('work'), { service: 'coldframe-test', attributes: { step: 'create_tenant', attempt: 2 } })
  t.equal(of('work')?.parentSpanId, of('order')?.spanId)
  t.equal(of('graph createUser')?.parentSpanId, of('work')?.spanId)
  t.equal(new Set(receiver.spans.map(({ traceId }) => traceId)).size, 1)
})

t.test('work that fails ends its span and throws on', async (t) => {
  const receiver = await startOtlpReceiver(t)
  const tracing = await startTracing({ endpoint: receiver.url, serviceName: 'coldframe-test' })
  const fault = new Error('no')
  await t.rejects(
    tracing.span('work', start, async () => Promise.reject(fault)),
    fault,
  )
  await tracing.stop()
  t.equal(receiver.spans.length, 1)
})

t.test('a trace context that is wrong is not taken', async (t) => {
  const receiver = await startOtlpReceiver(t)
  const tracing = await startTracing({ endpoint: receiver.url, serviceName: 'coldframe-test' })
  for (const traceparent of ['', 'x', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`])
    await tracing.span('work', { ...start, traceparent }, async () => {})
  await tracing.stop()
  t.same(
    receiver.spans.map(({ parentSpanId }) => parentSpanId || undefined),
    [undefined, undefined, undefined],
  )
})

t.test('without an endpoint no part of the SDK is loaded', async (t) => {
  const program = `
    const { startTracing } = await import(${JSON.stringify(new URL('./tracing.ts', import.meta.url).href)})
    const { registerHooks } = await import('node:module')
    registerHooks({ load: (url, context, next) => { if (url.includes('opentelemetry')) console.log(url); return next(url, context) } })
    const tracing = await startTracing({ endpoint: process.argv[1], serviceName: 'x' })
    await tracing.span('a', { kind: 'server', attributes: {} }, async () => {})`
  const loaded = (...args: string[]) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program, ...args], { encoding: 'utf8' })
  t.equal(loaded(), '')
  t.match(loaded('http://127.0.0.1:1'), /sdk-trace/, 'with one it is')
})
