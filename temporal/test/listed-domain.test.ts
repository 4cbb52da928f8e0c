import t, { type Test } from 'tap'
import { createGatherEvidence } from '../src/activities/gather-evidence.ts'
import { createJudgeDomain } from '../src/activities/judge-domain.ts'
import { blocklistsOf } from '../src/providers/blocklist/blocklist-config.ts'
import { createBlocklistReader } from '../src/providers/blocklist/blocklist-reader.ts'
import { type SandboxWorld, startSandboxWorld } from '../src/warmup/carriers/sandbox-fixture.ts'
import { createFakeVendors } from './fake-vendors.ts'
import { setUp, skipReason } from './support.ts'

/** A ready domain whose lists are asked in the world's DNS, and whose days pass when the test says so. */
async function start(t: Test, world: SandboxWorld) {
  const { db, owner, vault, order } = await setUp(t)
  const { input, name } = await order()
  await db.domains.update(owner, input.domainId, { readyAt: new Date() })
  const lists = blocklistsOf(world.config.BLOCKLISTS, world.config.SPAMHAUS_DQS_KEY)
  const blocklists = createBlocklistReader({ lists, resolvers: world.config.DNS_RESOLVERS })
  const { gatherEvidence } = createGatherEvidence({
    ...{ db, vault },
    vendors: () => ({ ...createFakeVendors().vendors, blocklists }),
  })
  const { judgeDomain } = createJudgeDomain({ db })
  const now = async () => (await db.clocks.read(false)).now().getTime()
  return {
    name,
    /** The day's look, and the verdict of the day before it. */
    async tick() {
      await gatherEvidence(input)
      await judgeDomain(input)
    },
    async nextDay() {
      const before = await now()
      await db.clocks.setPace(false, 0.02)
      while ((await now()) - before < 86_400_000);
      await db.clocks.setPace(false, 86_400)
    },
    async states() {
      const seen = await db.observations.last(owner, input.domainId, 'blocklist', '2000-01-01')
      return Object.fromEntries(seen.map(({ subject, data }) => [subject, data.state]))
    },
    events: async () =>
      (await db.events.listAfter(owner, { afterSequence: 0, limit: 1_000 })).map(({ type, data }) => ({ type, data })),
  }
}

t.test('a domain in a world with blocklists', { skip: skipReason }, async (t) => {
  const world = await startSandboxWorld()
  t.teardown(world.stop)

  await t.test('that lists it twice is burned, with the listing as evidence, until it is cleared', async (t) => {
    const house = await start(t, world)
    await house.tick()
    t.match(await house.states(), { dbl: 'clear', surbl: 'clear', uribl: 'clear', zen: 'unknown' })
    await world.control('POST', '/blocklist-listings', { list: 'dbl', name: house.name })
    for (let day = 0; day < 4; day++) {
      await house.nextDay()
      await house.tick()
    }
    t.match(await house.states(), { dbl: 'listed', surbl: 'clear', uribl: 'clear' })
    const told = await house.events()
    t.match(
      told.filter(({ type }) => type.startsWith('blocklist.')),
      [{ data: { list: 'dbl', target: house.name, code: '127.0.1.2', reason: /check\.spamhaus\.org/ } }],
    )
    const evidence = [{ family: 'blocklists', subject: 'domain dbl', conclusion: 'confirmed' }]
    t.match(
      told.find(({ type }) => type === 'domain.burned'),
      { data: { verdict: { cause: 'domain', evidence } } },
    )
    await world.control('DELETE', '/blocklist-listings', { list: 'dbl', name: house.name })
    await house.tick()
    t.match((await house.events()).at(-1), { type: 'blocklist.cleared' })
  })

  await t.test('that refuse to answer is neither clean nor listed', async (t) => {
    const house = await start(t, world)
    await world.control('PUT', '/blocklists/dbl/refusal', { code: '127.255.255.254' })
    await house.tick()
    t.match(await house.states(), { dbl: 'unknown', surbl: 'clear' })
    t.same(
      (await house.events()).filter(({ type }) => type.startsWith('blocklist.')),
      [],
    )
  })
})
