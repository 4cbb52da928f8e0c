import t from 'tap'
import { readBounce } from '../../../bounces/read-bounce.ts'
import { startSandboxWorld } from '../../../warmup/carriers/sandbox-fixture.ts'
import { createDeliveryReports } from './delivery-reports.ts'

t.test('reports of failed delivery at a Microsoft 365 tenant', async (t) => {
  const world = await startSandboxWorld()
  t.teardown(world.stop)
  const { graph } = await world.provision('getacme.com', ['ann', 'bob'])
  const { readDeliveryReports } = createDeliveryReports({ graphFor: () => graph, wait: async () => undefined })
  const addresses = ['ann@getacme.com', 'bob@getacme.com']
  const send = (from: string, to: string, subject: string) =>
    graph.request({
      ...{ operation: 'sendMail', method: 'POST', path: `/users/${from}/sendMail` },
      body: {
        message: {
          subject,
          body: { contentType: 'Text', content: 'Hello' },
          toRecipients: [{ emailAddress: { address: to } }],
        },
      },
    })
  await send('ann@getacme.com', 'nobody@no-such-domain.example', 'Lost')
  await send('bob@getacme.com', 'ann@getacme.com', 'Undeliverable: what a person wrote')

  await t.test('are read, and nothing that people wrote', async (t) => {
    const { reports, failure } = await readDeliveryReports('tenant', addresses, new Date(Date.now() - 3_600_000))
    t.equal(failure, null)
    t.match(reports, [{ externalId: 'ann@getacme.com', id: /^<.+>$/ }])
    t.equal(reports.length, 1)
    t.match(readBounce(reports[0]?.raw ?? Buffer.of()), {
      kind: 'bounce',
      recipients: [{ address: 'nobody@no-such-domain.example', class: 'recipient_unknown' }],
    })
  })

  await t.test('have the same id when they are read again, and none is older than asked', async (t) => {
    const read = async (since: number) => (await readDeliveryReports('tenant', addresses, new Date(since))).reports
    const [first] = await read(Date.now() - 3_600_000)
    const [again] = await read(Date.now() - 3_600_000)
    t.equal(again?.id, first?.id)
    t.same(await read(Date.now() + 3_600_000), [])
  })

  await t.test('of one mailbox are read while another one cannot be', async (t) => {
    const { reports, failure } = await readDeliveryReports('tenant', ['gone@getacme.com', ...addresses], new Date(0))
    t.equal(reports.length, 1)
    t.match(failure, /listDeliveryReports/)
  })
})
