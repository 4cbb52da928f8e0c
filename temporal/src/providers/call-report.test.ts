import t from 'tap'
import { reportCall, type VendorCall } from './call-report.ts'
import { ProviderError } from './errors.ts'

t.test('tells the outcome of each call', async (t) => {
  const calls: VendorCall[] = []
  const report = <T>(run: () => Promise<T>) => reportCall((call) => calls.push(call), 'vendor', 'look', run)
  const refusal = new ProviderError({ provider: 'vendor', kind: 'rejected', message: 'no' })
  t.equal(await report(async () => 1), 1)
  await t.rejects(
    report(() => Promise.reject(refusal)),
    refusal,
  )
  await t.rejects(
    report(() => Promise.reject(new TypeError('ours'))),
    TypeError,
  )
  t.strictSame(
    calls.map(({ provider, operation, outcome }) => [provider, operation, outcome]),
    [
      ['vendor', 'look', 'ok'],
      ['vendor', 'look', 'rejected'],
      ['vendor', 'look', 'fault'],
    ],
  )
})
