import t from 'tap'
import { approveRotation } from '../src/rotations/approve-rotation.ts'
import { cancelRotation } from '../src/rotations/cancel-rotation.ts'
import { onVerdict } from '../src/rotations/on-verdict.ts'
import { startRotation } from '../src/rotations/open-rotation.ts'
import { type Death, setUpRotations } from './rotation-support.ts'
import { skipReason } from './support.ts'

const sum = (limits: number[]) => limits.reduce((total, limit) => total + limit, 0)

t.test('rotations', { skip: skipReason }, async (t) => {
  const house = await setUpRotations(t)
  const { db, owner, ready, open, look, get, passDays, limitsOf, setLimits, eventsOf, deaths, names, time } = house

  const typesOf = async (...ids: string[]) => (await eventsOf(...ids)).map(({ type }) => type)
  const inTx = (id: string, work: typeof cancelRotation) =>
    db.transaction(async (tx) => {
      const rotation = await tx.rotations.lock(owner, id)
      if (!rotation) throw new Error('The rotation is gone')
      return work(tx, owner, rotation)
    })
  const domainOf = async (id: string) => {
    const domain = await db.domains.get(owner, id)
    if (!domain) throw new Error(`${id} is gone`)
    return domain
  }
  /** No spare of an earlier test is there for the next one. */
  const clear = async () => {
    for (const { id } of (await db.domains.list(owner, {}, { limit: 100 })).rows)
      await db.domains.update(owner, id, { isSpare: false })
  }

  await t.test('a warm spare takes over at once, and every mailbox is told of, in order', async (t) => {
    const old = await ready({ people: ['ann', 'bob', 'cy'] })
    const spare = await ready({ people: ['bob', 'dan', 'ann'], isSpare: true, limit: 30 })
    const { id } = await open(old)
    t.equal((await look(id)).status, 'overlap')
    t.equal((await look(id)).status, 'draining')
    t.same(await typesOf(id), [
      'rotation.planned',
      'rotation.started',
      'rotation.mailbox_mapped',
      'rotation.mailbox_mapped',
      'rotation.mailbox_mapped',
      'rotation.cutover',
    ])
    const mapped = (await db.rotationMailboxes.list(owner, id)).map(({ oldAddress, newAddress }) => [
      oldAddress.split('@')[0],
      newAddress?.split('@')[0],
    ])
    t.same(mapped, [
      ['ann', 'ann'],
      ['bob', 'bob'],
      ['cy', 'dan'],
    ])
    t.same(await limitsOf(old), [0, 0, 0])
    t.match(await domainOf(old.id), { status: 'resting' })
    t.match(await domainOf(spare.id), { isSpare: false })
    const replaced = (await eventsOf()).filter(({ type }) => type === 'mailbox.replaced')
    t.equal(replaced.length, 3)

    passDays(13)
    t.equal((await look(id)).status, 'draining', 'replies to the old addresses are still read')
    passDays(1)
    t.match(await look(id), { status: 'completed', waitMs: null })
    t.equal((await typesOf(id)).at(-1), 'rotation.completed')
    t.match(await domainOf(old.id), { status: 'resting' }, 'it rests: it may be used again')
  })

  await t.test('the old one drains by what the new one gains, and the sum never falls', async (t) => {
    const old = await ready({ limit: 20 })
    const next = await ready({ limit: 0, status: 'warming', health: 'unknown' })
    const { id } = await open(old, { replacementDomainId: next.id })
    await look(id)
    for (let limit = 0; limit < 20; limit += 3) {
      await setLimits(next, limit)
      t.equal((await look(id)).status, 'overlap')
      t.equal(sum(await limitsOf(old)) + sum(await limitsOf(next)), 40, `new ones at ${limit}`)
      passDays(1)
    }
    await setLimits(next, 7)
    await look(id)
    t.same(
      (await db.mailboxes.ofDomain(owner, old.id)).map(({ limitCap }) => limitCap),
      [13, 13],
      'what the new ones lose the old ones may send again',
    )
    await setLimits(next, 20)
    t.equal((await look(id)).status, 'draining')
  })

  await t.test('a fleet names both, and does not begin a second one', async (t) => {
    const [old, next] = [await ready(), await ready()]
    const start = () =>
      db.transaction((tx) =>
        startRotation(tx, { owner, domainId: old.id, replacementDomainId: next.id, reason: 'planned' }),
      )
    t.same([await start(), await start()], [true, false])
    const [rotation] = await db.rotations.openOfDomain(owner, old.id)
    t.match(rotation, { reason: 'planned', policy: 'automatic', after: 'rest', replacementDomainId: next.id })
  })

  await t.test('of two rotations of one domain one wins', async (t) => {
    const old = await ready()
    const results = await Promise.allSettled([open(old), open(old), open(old)])
    t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  await t.test('one spare serves one of two rotations that look for one at the same time', async (t) => {
    await clear()
    const [first, second] = [await ready(), await ready()]
    const spare = await ready({ isSpare: true })
    const [a, b] = [await open(first), await open(second)]
    await Promise.allSettled([look(a.id), look(b.id)])
    for (const { id } of [a, b]) await look(id)
    const found = [await get(a.id), await get(b.id)]
    t.equal(found.filter(({ replacementDomainId }) => replacementDomainId === spare.id).length, 1)
    t.equal(found.filter(({ blockedReason }) => blockedReason === 'no_spare').length, 1)
  })

  await t.test('without a spare it says so once, and goes on when there is one', async (t) => {
    await clear()
    const old = await ready()
    const { id } = await open(old)
    for (let day = 0; day < 3; day++) t.match(await look(id), { status: 'blocked' })
    t.same(await typesOf(id), ['rotation.planned', 'rotation.blocked'])
    await ready({ isSpare: true, health: 'burned' })
    await ready({ isSpare: true, status: 'warming' })
    await ready({ isSpare: true, brandDomain: 'other.com' })
    t.match(await look(id), { status: 'blocked' }, 'none of these will do')
    await ready({ isSpare: true })
    t.match(await look(id), { status: 'overlap' })
    t.match(await get(id), { blockedReason: null, message: null })
  })

  await t.test('a replacement is ordered under a chosen name, for the same people, within the ceiling', async (t) => {
    await clear()
    const old = await ready({ people: ['ann', 'bob', 'cy'] })
    const { id } = await open(old)
    await db.accounts.update(owner, owner.accountId, { spendCeilingCents: 1_00 })
    names.push('tryacme.com')
    t.match(await look(id), { status: 'blocked' })
    t.match(await get(id), { blockedReason: 'ceiling', replacementDomainId: null })
    t.equal(await db.domains.findHolder(false, 'tryacme.com'), null, 'nothing of the order is kept')

    await db.accounts.update(owner, owner.accountId, { spendCeilingCents: null })
    names.push('tryacme.com')
    t.match(await look(id), { status: 'ordering' })
    const ordered = await get(id)
    const placed = await domainOf(ordered.replacementDomainId ?? '')
    t.match(placed, { name: 'tryacme.com', brandDomain: 'acme.com', residency: 'eu', status: 'provisioning' })
    const mailboxes = await db.mailboxes.ofDomain(owner, placed.id)
    t.same(
      mailboxes.map(({ localPart }) => localPart),
      ['ann', 'bob', 'cy'],
    )
    const [operation] = await db.operations.openOfDomain(owner, placed.id)
    t.equal((await db.spend.get(owner, operation?.id ?? ''))?.amountCents, 50_00 + 17_00 + 3 * 4_80)
    t.match(await look(id), { status: 'ordering' }, 'it is still being made')
    await db.domains.update(owner, placed.id, { status: 'warming', readyAt: new Date() })
    t.match(await look(id), { status: 'overlap' })
    t.same(await typesOf(id), ['rotation.planned', 'rotation.blocked', 'rotation.started'])
  })

  await t.test(
    'a name that cannot be had, or an order that fails, blocks it until somebody names another',
    async (t) => {
      await clear()
      const old = await ready()
      const held = await ready()
      const { id } = await open(old, { replacementName: held.name })
      t.match(await look(id), { status: 'blocked' })
      t.match(await get(id), { blockedReason: 'name_unavailable' })
      await inTx(id, (tx, as, rotation) => approveRotation(tx, as, rotation, { replacementName: 'getacme.com' }))
      t.match(await look(id), { status: 'ordering' })
      const { replacementDomainId } = await get(id)
      await db.domains.update(owner, replacementDomainId ?? '', { status: 'failed', statusReason: 'It is reserved.' })
      t.match(await look(id), { status: 'blocked' })
      t.match(await get(id), { blockedReason: 'order_failed', message: /reserved/, replacementDomainId: null })
      t.match(await look(id), { status: 'blocked' })
      t.match(await get(id), { blockedReason: 'order_failed' }, 'the same name is not tried again')
    },
  )

  await t.test('a replacement that burns before it took over is given up, and another one is found', async (t) => {
    await clear()
    const old = await ready({ limit: 20 })
    const first = await ready({ limit: 10, isSpare: true })
    const { id } = await open(old)
    await look(id)
    await look(id)
    t.same(await limitsOf(old), [10, 10])
    await db.transaction(async (tx) => {
      const burned = await tx.domains.update(owner, first.id, { health: 'burned' })
      if (burned) await onVerdict(tx, burned, { health: 'burned', previousHealth: 'healthy' })
    })
    t.match(await look(id), { status: 'blocked' })
    t.match(await get(id), { blockedReason: 'replacement_burned', replacementDomainId: null })
    t.same(
      (await db.mailboxes.ofDomain(owner, old.id)).map(({ limitCap }) => limitCap),
      [null, null],
      'the old one sends on',
    )
    t.same(await db.rotationMailboxes.list(owner, id), [])
    const second = await ready({ limit: 20, isSpare: true })
    await look(id)
    t.match(await look(id), { status: 'draining' })
    t.equal((await get(id)).replacementDomainId, second.id)
  })

  await t.test('a burned domain hands over as soon as its replacement sends at all, and ends in the end', async (t) => {
    await clear()
    const old = await ready({ limit: 0, health: 'burned' })
    const next = await ready({ limit: 0, status: 'warming', health: 'unknown' })
    const { id } = await open(old, { reason: 'burned', replacementDomainId: next.id })
    await look(id)
    t.match(await look(id), { status: 'overlap' })
    await setLimits(next, 1)
    t.match(await look(id), { status: 'draining' })
    passDays(14)
    t.match(await look(id), { status: 'completed' })
    t.match(await domainOf(old.id), { status: 'retiring' })
    const { retireOperationId } = await get(id)
    t.match(await db.operations.get(owner, retireOperationId ?? ''), { kind: 'domains.retire', domainId: old.id })
  })

  await t.test('a cancel before the cutover leaves no trace, whatever the stage', async (t) => {
    await clear()
    for (const looks of [0, 1, 2]) {
      const old = await ready({ limit: 20 })
      const next = await ready({ limit: 5 })
      const { id } = await open(old, { replacementDomainId: next.id })
      for (let index = 0; index < looks; index++) await look(id)
      await inTx(id, cancelRotation)
      t.match(await look(id), { status: 'cancelled', waitMs: null })
      t.match(await domainOf(old.id), { status: 'active' })
      t.same(await db.rotationMailboxes.list(owner, id), [])
      t.ok((await db.mailboxes.ofDomain(owner, old.id)).every(({ limitCap }) => limitCap === null))
      t.equal((await typesOf(id)).at(-1), 'rotation.cancelled')
      t.ok(await open(old, { replacementDomainId: next.id }), 'both are free for another one')
    }
  })

  await t.test('a cancel after an order keeps what was ordered, as a spare', async (t) => {
    await clear()
    const { id } = await open(await ready(), { replacementName: 'acmehq.com' })
    await look(id)
    const { replacementDomainId } = await get(id)
    await inTx(id, cancelRotation)
    t.match(await domainOf(replacementDomainId ?? ''), { isSpare: true, status: 'provisioning' })
  })

  await t.test('a cancel after the cutover keeps the successors, and the old domain', async (t) => {
    await clear()
    const old = await ready({ health: 'burned' })
    await ready({ isSpare: true })
    const { id } = await open(old, { reason: 'burned' })
    await look(id)
    await look(id)
    await inTx(id, cancelRotation)
    t.equal((await db.rotationMailboxes.list(owner, id)).filter(({ mappedAt }) => mappedAt !== null).length, 2)
    passDays(60)
    t.match(await look(id), { status: 'cancelled' })
    t.match(await domainOf(old.id), { status: 'resting' })
  })

  await t.test('a chain of rotations never gives two mailboxes one successor', async (t) => {
    await clear()
    const [a, b, c] = [await ready(), await ready(), await ready()]
    for (const [old, next] of [
      [a, b],
      [b, c],
    ] as const) {
      const { id } = await open(old, { replacementDomainId: next.id, graceDays: 0 })
      for (let index = 0; index < 3; index++) await look(id)
      t.match(await get(id), { status: 'completed' })
    }
    const late = await ready()
    const { id } = await open(late, { replacementDomainId: c.id })
    await look(id)
    t.same(
      (await db.rotationMailboxes.list(owner, id)).map(({ newMailboxId, unmappedReason }) => [
        newMailboxId,
        unmappedReason,
      ]),
      [
        [null, 'no_room'],
        [null, 'no_room'],
      ],
      'the mailboxes of the last one have their place',
    )
  })

  await t.test(
    'a mailbox that ends during the overlap is not mapped, and what it lost goes to no one twice',
    async (t) => {
      await clear()
      const old = await ready({ people: ['ann', 'bob', 'cy'], limit: 10 })
      const next = await ready({ people: ['ann', 'bob', 'cy'], limit: 9 })
      const { id } = await open(old, { replacementDomainId: next.id })
      await look(id)
      await look(id)
      const [gone] = await db.mailboxes.ofDomain(owner, next.id)
      const [left] = await db.mailboxes.ofDomain(owner, old.id)
      await db.mailboxes.updateMany(owner, [gone?.id ?? ''], { status: 'failed' })
      await setLimits(next, 20)
      t.match(await look(id), { status: 'draining' })
      const mapping = await db.rotationMailboxes.list(owner, id)
      t.same(new Set(mapping.flatMap(({ newMailboxId }) => newMailboxId ?? [])).size, 2)
      t.same(mapping.filter(({ unmappedReason }) => unmappedReason === 'no_room').length, 1)
      t.notOk(mapping.some(({ newMailboxId }) => newMailboxId === gone?.id))
      t.equal(mapping.find(({ oldMailboxId }) => oldMailboxId === left?.id)?.baseLimit, 10)
    },
  )

  await t.test('verdicts open rotations by the policy, once', async (t) => {
    await clear()
    const judge = async (
      id: string,
      health: 'worn' | 'burned' | 'healthy',
      previousHealth: 'worn' | 'burned' | 'healthy',
    ) =>
      db.transaction(async (tx) => {
        const domain = await tx.domains.update(owner, id, { health })
        if (domain) await onVerdict(tx, domain, { health, previousHealth })
      })
    const openOf = (id: string) => db.rotations.openOfDomain(owner, id)

    const manual = await ready()
    await judge(manual.id, 'burned', 'healthy')
    t.same(await openOf(manual.id), [])

    const approve = await ready({ rotationPolicy: 'approve' })
    await judge(approve.id, 'worn', 'healthy')
    await judge(approve.id, 'worn', 'worn')
    const [waiting] = await openOf(approve.id)
    t.match(waiting, { status: 'awaiting_approval', blockedReason: 'approval', reason: 'worn', after: 'rest' })
    t.match(await look(waiting?.id ?? ''), { status: 'awaiting_approval' })
    t.same(await typesOf(waiting?.id ?? ''), ['rotation.planned', 'rotation.blocked'])
    await judge(approve.id, 'burned', 'worn')
    t.match(await openOf(approve.id), [{ status: 'awaiting_approval', reason: 'burned' }])
    await judge(approve.id, 'healthy', 'burned')
    t.same(await openOf(approve.id), [], 'a burn that is taken back ends what it had caused')

    await db.accounts.update(owner, owner.accountId, { rotationPolicy: 'automatic' })
    const byAccount = await ready()
    await judge(byAccount.id, 'burned', 'healthy')
    t.match(await openOf(byAccount.id), [{ status: 'planned', reason: 'burned', after: 'retire' }])
    const spare = await ready({ isSpare: true })
    await judge(spare.id, 'burned', 'healthy')
    t.same(await openOf(spare.id), [], 'a spare is not replaced by another one')
    await db.accounts.update(owner, owner.accountId, { rotationPolicy: 'manual' })
  })

  const ways: Death[][] = [['before commit'], ['after commit'], ['before commit', 'after commit', 'before commit']]
  for (const way of ways)
    await t.test(`a worker that dies at each stage (${way.join(', ')}) orders once and maps once`, async (t) => {
      await clear()
      const old = await ready({ health: 'burned' })
      const { id } = await open(old, { reason: 'burned', replacementName: `${way.length}${way[0]?.slice(0, 3)}x.com` })
      const die = async () => {
        deaths.push(...way)
        const outlook = await look(id)
        deaths.length = 0
        return outlook
      }
      await die()
      const { replacementDomainId } = await get(id)
      const next = await domainOf(replacementDomainId ?? '')
      await db.domains.update(owner, next.id, { status: 'warming', readyAt: new Date() })
      await die()
      await setLimits(next, 5)
      await die()
      t.match(await get(id), { status: 'draining' })
      time.now = new Date(time.now.getTime() + 14 * 86_400_000)
      await die()
      t.match(await get(id), { status: 'completed' })

      t.same(await typesOf(id), [
        'rotation.planned',
        'rotation.started',
        'rotation.mailbox_mapped',
        'rotation.mailbox_mapped',
        'rotation.cutover',
        'rotation.completed',
      ])
      t.same(await typesOf(next.id), ['domain.created'])
      const operations = (await db.operations.list(owner, { domainId: next.id }, { limit: 10 })).rows
      t.same(
        operations.map(({ kind }) => kind),
        ['domains.create'],
      )
      const retirements = (await db.operations.list(owner, { domainId: old.id }, { limit: 10 })).rows
      t.same(
        retirements.map(({ kind }) => kind),
        ['domains.retire'],
      )
    })
})
