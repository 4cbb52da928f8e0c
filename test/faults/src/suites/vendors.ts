import { parseArgs } from 'node:util'
import { type Run, withInstance } from '@coldframe/bench'
import { type Api, createApi, createWorld, newName, type World } from '@coldframe/e2e'
import { awaitOutcome, figuresOf, type Outcome, printTable } from '../outcome.ts'
import { placeOrder } from '../place-order.ts'

interface VendorFaults {
  title: string
  faults: object[]
}

const lostReply = (title: string, vendor: string, match: object, after = 0): VendorFaults => ({
  title: `lost reply: ${title}`,
  faults: [{ vendor, kind: 'lost_reply', match, after, count: 1 }],
})

const allVendors = ['login', 'partner_center', 'graph', 'exchange', 'registrar', 'dns_api']
const retryAfters = ['seconds', 'absent', 'decimal', '0', 'http_date']

/** Every vendor refuses every request for a while, each telling in its own way when to come back. */
const storm: VendorFaults = {
  title: '429 storm',
  faults: allVendors.map((vendor, index) => {
    const retryAfter = retryAfters[index % retryAfters.length]
    return { vendor, kind: 'throttle', count: vendor === 'login' ? 2 : 5, retryAfter, retryAfterSeconds: 1 }
  }),
}

const batch = { method: 'POST', path: '/\\$batch' }

/** Replies that are lost after the vendor has done what it was asked: the calls that cost money, or make things. */
const cases: VendorFaults[] = [
  lostReply('RegisterDomain', 'registrar', { target: 'RegisterDomain$' }),
  lostReply('UpdateDomainNameservers', 'registrar', { target: 'UpdateDomainNameservers$' }),
  lostReply('create customer', 'partner_center', { method: 'POST', path: '/customers$' }),
  lostReply('accept agreement', 'partner_center', { method: 'POST', path: '/agreements$' }),
  lostReply('create cart', 'partner_center', { method: 'POST', path: '/carts$' }),
  lostReply('check out cart', 'partner_center', { method: 'POST', path: '/checkout$' }),
  lostReply('add domain', 'graph', { method: 'POST', path: '/domains$' }),
  lostReply('1st $batch', 'graph', batch),
  lostReply('4th $batch', 'graph', batch, 3),
  lostReply('8th $batch', 'graph', batch, 7),
  lostReply('sendMail', 'graph', { method: 'POST', path: '/sendMail$' }),
  storm,
]

/** The vendors fail as real ones do: still exactly one of each thing is made. */
export const failVendors: Run = ({ args, say, signal }) => {
  // The other suites' flags, so that one command line fits all.
  parseArgs({ args, options: { moments: { type: 'string' }, seed: { type: 'string' } } })
  return withInstance({ delays: 'zero', say, signal }, async ({ baseUrl, testKey, sandboxUrl }) => {
    const stage = { api: createApi({ baseUrl, key: testKey }), world: createWorld(sandboxUrl) }
    const outcomes: Outcome[] = []
    for (const one of cases) {
      outcomes.push(await orderUnder(stage, one))
      say(`${one.title}: ${outcomes.at(-1)?.seconds?.toFixed(1) ?? 'never'} s`)
    }
    printTable(outcomes)
    return { name: 'vendors', figures: await figuresOf(stage.world, outcomes) }
  })
}

/** One order at a time, so that a fault meets the order that it is meant for. */
async function orderUnder(stage: { api: Api; world: World }, { title, faults }: VendorFaults): Promise<Outcome> {
  const { api, world } = stage
  const active = []
  for (const fault of faults) active.push(await world.addFault(fault))
  const at = Date.now()
  const placed = await placeOrder(api, newName('vendor'))
  const outcome = await awaitOutcome(stage, placed, { fault: title, during: 'its call', isHit: true, at })
  const seen = await world.faults()
  const bites = active.map(({ id }) => seen.find((fault) => fault.id === id)?.bites ?? 0)
  for (const { id } of active) await world.removeFault(id)
  return {
    ...outcome,
    isHit: bites.every((count) => count > 0),
    during: `calls met: ${bites.reduce((sum, count) => sum + count, 0)}`,
  }
}
