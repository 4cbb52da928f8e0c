import t from 'tap'
import { setUpFleets } from './fleet-support.ts'
import type { Death } from './rotation-support.ts'
import { skipReason } from './support.ts'

t.test('fleets', { skip: skipReason }, async (t) => {
  const house = await setUpFleets(t)
  const { db, owner, keep, look, fleet, domainsOf, passDays, capacity, judge, deaths, eventsOf } = house
  const eventTypesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type)

  await t.test('orders bit by bit, and a day that is looked at again orders nothing more', async (t) => {
    const { id } = await keep()
    for (let again = 0; again < 3; again++) await look(id)
    const [first, ...others] = await domainsOf(id)
    t.same(others, [])
    t.match(first, { status: 'provisioning', brandDomain: 'acme.com', residency: 'eu', isSpare: false })
    const people = (await db.mailboxes.ofDomain(owner, first?.id ?? '')).map(({ localPart }) => localPart)
    t.same(people, ['ann', 'bob'])
    t.match(await db.warmups.get(owner, first?.id ?? ''), { choice: { profile: 'fast' } })
    house.nextDay()
    await look(id)
    t.equal((await domainsOf(id)).length, 2)
    t.match(await fleet(id), { status: 'building', shortage: null, missingDomains: 0 })
  })

  const ways: Death[][] = [
    ['before commit'],
    ['after commit'],
    ...[1, 2].flatMap((alive): Death[][] => [
      [...Array<Death>(alive), 'before commit'],
      [...Array<Death>(alive), 'after commit'],
    ]),
  ]
  for (const way of ways)
    await t.test(`a worker that dies (${way.join(', ')}) orders one domain`, async (t) => {
      const { id } = await keep()
      deaths.push(...way)
      await look(id)
      deaths.length = 0
      t.equal((await domainsOf(id)).length, 1)
      const { orderedCents } = await db.fleetDomains.spending(owner, id)
      await look(id)
      t.equal((await db.fleetDomains.spending(owner, id)).orderedCents, orderedCents)
    })

  await t.test('reaches its target, holds spares, and what burns is replaced without a day under it', async (t) => {
    const { id, dailySendTarget } = await keep()
    await passDays(id, 60)
    t.match(await fleet(id), { status: 'kept', lowFrom: null, shortage: null })
    t.ok((await capacity(id)) >= dailySendTarget)
    const spares = (await domainsOf(id)).filter(({ isSpare }) => isSpare)
    t.ok(spares.length > 0, 'a spare waits')

    const victims = (await domainsOf(id)).filter(({ isSpare, status }) => !isSpare && status === 'active').slice(0, 2)
    for (const victim of victims) await judge(victim.id, 'burned')
    const days: number[] = []
    await passDays(id, 25, async () => void days.push(await capacity(id)))
    t.ok(Math.min(...days) >= dailySendTarget, `${Math.min(...days)} a day at least`)
    const { rows: rotations } = await db.rotations.list(owner, {}, { limit: 10 })
    t.equal(rotations.length, 1, 'the others carry the target without the second one')
    t.match(rotations[0], { reason: 'burned', policy: 'automatic', hasOrdered: false, status: 'completed' })
    t.ok(spares.some(({ id }) => id === rotations[0]?.replacementDomainId))
    for (const victim of victims) t.match(await db.domains.get(owner, victim.id), { status: 'retiring' })
    t.match(await db.fleetDomains.losses(owner, id, { from: '2026-01-01', today: '2026-12-31' }), { losses: 2 })
  })

  await t.test('a loss of all says that it is low and since when, and that it is restored', async (t) => {
    const { id } = await keep()
    await passDays(id, 60)
    for (const domain of await domainsOf(id)) await judge(domain.id, 'burned')
    await passDays(id, 1)
    t.match(await fleet(id), { status: 'low', shortage: 'losses', lowFrom: /^2026-/ })
    await passDays(id, 3)
    t.same(await eventTypesOf(id), ['fleet.capacity_low'], 'told once')
    t.match((await eventsOf(id))[0]?.data, { dailySendTarget: 300, capacity: 0, message: /lost/ })
    await passDays(id, 45)
    t.match(await fleet(id), { status: 'kept', shortage: null, lowFrom: null })
    t.same(await eventTypesOf(id), ['fleet.capacity_low', 'fleet.capacity_restored'])
  })

  await t.test('what is worn rests, is tried again after a month, and counts as nothing meanwhile', async (t) => {
    const { id } = await keep()
    await passDays(id, 60)
    const worn = (await domainsOf(id)).find(({ isSpare, status }) => isSpare && status === 'active')
    await judge(worn?.id ?? '', 'worn')
    await passDays(id, 2)
    t.match(await db.domains.get(owner, worn?.id ?? ''), { status: 'resting', isSpare: false })
    await judge(worn?.id ?? '', 'healthy')
    await passDays(id, 31)
    t.match(await db.domains.get(owner, worn?.id ?? ''), { status: 'warming' })
    const { startedOn } = (await db.warmups.get(owner, worn?.id ?? '')) ?? {}
    t.ok((startedOn ?? '') > '2026-05-01', 'its ramp begins anew')
  })

  await t.test('a spare that burns before it was needed rests, and takes no place', async (t) => {
    const { id, dailySendTarget } = await keep()
    await passDays(id, 60)
    const spare = (await domainsOf(id)).find(({ isSpare }) => isSpare)
    await judge(spare?.id ?? '', 'burned')
    await passDays(id, 1)
    t.match(await db.domains.get(owner, spare?.id ?? ''), { status: 'resting', isSpare: false })
    t.same(await db.rotations.openOfDomain(owner, spare?.id ?? ''), [])
    t.ok((await capacity(id)) >= dailySendTarget)
  })

  await t.test(
    'a replacement that burns during the overlap gives its place to another spare, and nobody is mapped twice',
    async (t) => {
      const { id } = await keep()
      await passDays(id, 60)
      const victims = (await domainsOf(id)).filter(({ isSpare, status }) => !isSpare && status === 'active').slice(0, 2)
      for (const victim of victims) await judge(victim.id, 'worn')
      await look(id)
      const open = (await Promise.all(victims.map((victim) => db.rotations.openOfDomain(owner, victim.id)))).flat()
      t.equal(open.length, 1, 'the others carry the target without the second one')
      await judge(open[0]?.replacementDomainId ?? '', 'burned')
      await passDays(id, 10)
      const mapped = await db.rotationMailboxes.list(owner, open[0]?.id ?? '')
      t.ok(mapped.every(({ newDomainId }) => newDomainId !== open[0]?.replacementDomainId))
      t.equal(new Set(mapped.map(({ newMailboxId }) => newMailboxId)).size, mapped.length)
      t.match(await db.rotations.get(owner, open[0]?.id ?? ''), { status: /draining|overlap|blocked/ })
    },
  )

  await t.test('never passes its ceiling, and says what it lacks', async (t) => {
    const { id } = await keep({ maxSpendCents: 80_00 })
    await passDays(id, 3)
    t.equal((await domainsOf(id)).length, 1, 'one fits, two do not')
    t.match(await fleet(id), { status: 'building', shortage: 'spend_ceiling', missingDomains: 7 })
    t.ok(((await fleet(id)).missingCents ?? 0) > 0)
    await db.fleets.change(owner, id, { maxSpendCents: null })
    await look(id)
    t.equal((await domainsOf(id)).length, 2)
    t.match(await fleet(id), { shortage: null, missingDomains: 0, missingCents: null })
  })

  await t.test(
    'asks before it replaces where its policy says so, and leaves all to people where that is wanted',
    async (t) => {
      for (const rotationPolicy of ['approve', 'manual'] as const) {
        const { id } = await keep({ rotationPolicy })
        await passDays(id, 60)
        const sending = (await domainsOf(id)).filter(({ isSpare, status }) => !isSpare && status === 'active')
        const victims = sending.slice(0, 2).map(({ id }) => id)
        for (const victim of victims) await judge(victim, 'burned')
        await passDays(id, 20)
        const open = (await Promise.all(victims.map((victim) => db.rotations.openOfDomain(owner, victim)))).flat()
        const statuses = (await Promise.all(victims.map((victim) => db.domains.get(owner, victim)))).map(
          (domain) => domain?.status,
        )
        t.same(
          open.map(({ status }) => status),
          rotationPolicy === 'approve' ? ['awaiting_approval'] : [],
        )
        t.same(statuses.toSorted(), rotationPolicy === 'approve' ? ['active', 'resting'] : ['active', 'active'])
        if (rotationPolicy === 'approve') t.match(await fleet(id), { shortage: 'approval' })
      }
    },
  )

  await t.test('where nobody keeps it any more, nothing happens', async (t) => {
    const { id } = await keep()
    await look(id)
    await db.transaction(async (tx) => {
      await tx.fleets.disband(owner, id, '2026-03-01')
      await tx.fleets.change(owner, id, { status: 'ended', endedAt: new Date() })
    })
    t.match(await look(id), { isOver: true })
    t.same(await domainsOf(id), [], 'its domain is its account’s alone')
  })

  await t.test('a verdict on one of its domains is told to the fleet, which decides', async (t) => {
    const { id } = await keep()
    await look(id)
    const [domain] = await domainsOf(id)
    await db.domains.update(owner, domain?.id ?? '', { status: 'active', rotationPolicy: 'automatic' })
    await judge(domain?.id ?? '', 'burned')
    t.same(await db.rotations.openOfDomain(owner, domain?.id ?? ''), [])
    const messages = (await db.outbox.claim(10_000)).map(({ message }) => message)
    t.ok(messages.some(({ workflowId }) => workflowId === `keep-fleet/${id}`))
  })
})
