import t from 'tap'
import { parseWebhookConfig } from './webhook-config.ts'

t.test('no network is excepted, and the system’s DNS is asked, unless the operator says so', async (t) => {
  const nothing = { networks: [], resolvers: [] }
  t.same(parseWebhookConfig({}), { test: nothing, live: nothing })
  t.same(parseWebhookConfig({ TEST_WEBHOOK_NETWORKS: '' }).test, nothing)
})

t.test('the exceptions of a mode are its own', async (t) => {
  const { test, live } = parseWebhookConfig({
    TEST_WEBHOOK_NETWORKS: '127.0.0.0/8, ::1/128',
    LIVE_WEBHOOK_RESOLVERS: '10.0.0.53:5353',
  })
  t.same(
    test.networks.map(([address, bits]) => `${address}/${bits}`),
    ['127.0.0.0/8', '::1/128'],
  )
  t.same(live, { networks: [], resolvers: ['10.0.0.53:5353'] })
})

t.test('a network that is none stops the process', async (t) => {
  t.throws(() => parseWebhookConfig({ LIVE_WEBHOOK_NETWORKS: '10.0.0.0' }), /10\.0\.0\.0 is not a network/)
  t.throws(() => parseWebhookConfig({ LIVE_WEBHOOK_NETWORKS: 'intranet/8' }), /intranet\/8 is not a network/)
})
