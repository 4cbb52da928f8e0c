import { mailboxStatuses } from '@coldframe/db'
import t from 'tap'
import { createDraws } from '../warmup/random.ts'
import { type MappedSender, mapMailboxes } from './map-mailboxes.ts'

const sender = (id: string, localPart: string, displayName: string, status: MappedSender['status'] = 'active') => ({
  id,
  localPart,
  displayName,
  status,
})

const pairs = (old: MappedSender[], next: MappedSender[]) =>
  mapMailboxes(old, next).map(({ oldId, newId, reason }) => `${oldId}>${newId ?? reason}`)

t.test('the same person at the same local part comes before all others', async (t) => {
  const old = [sender('a', 'anna', 'Anna Lee'), sender('b', 'ben', 'Ben Hall')]
  const next = [sender('1', 'anna', 'Ben Hall'), sender('2', 'ben', 'Ben Hall'), sender('3', 'anna.lee', ' anna  LEE ')]
  t.same(pairs(old, next), ['a>3', 'b>2'])
})

t.test('then the same local part, then anybody', async (t) => {
  const old = [sender('a', 'anna', 'Anna Lee'), sender('b', 'ben', 'Ben Hall')]
  t.same(pairs(old, [sender('1', 'zoe', 'Zoe Day'), sender('2', 'Anna', 'Ann L.')]), ['a>2', 'b>1'])
})

t.test('who is left over is listed with the reason', async (t) => {
  const old = [
    sender('a', 'anna', 'Anna'),
    sender('b', 'ben', 'Ben', 'failed'),
    sender('c', 'cy', 'Cy', 'retiring'),
    sender('d', 'di', 'Di', 'paused'),
  ]
  t.same(pairs(old, [sender('1', 'di', 'Di'), sender('2', 'x', 'X', 'failed')]), [
    'a>no_room',
    'b>failed',
    'c>ended',
    'd>1',
  ])
})

t.test(
  'of a thousand pairs of domains: one to one, nobody left over beside a free place, the same again',
  async (t) => {
    const { next: random, pick } = createDraws('mapping')
    const names = ['anna', 'ben', 'cy', 'di', 'eve'] as const
    const people = (prefix: string) =>
      Array.from({ length: Math.floor(random() * 12) }, (_, index) =>
        sender(`${prefix}${index}`, pick(names), pick(names), random() < 0.7 ? 'active' : pick(mailboxStatuses)),
      )
    const isDead = ({ status }: MappedSender) => ['failed', 'retiring', 'retired'].includes(status)
    const wrong: string[] = []
    for (let round = 0; round < 1_000; round++) {
      const [old, next] = [people('o'), people('n')]
      const mapped = mapMailboxes(old, next)
      const used = mapped.flatMap(({ newId }) => newId ?? [])
      const fits = Math.min(old.filter((one) => !isDead(one)).length, next.filter((one) => !isDead(one)).length)
      if (new Set(used).size !== used.length) wrong.push('two to one')
      if (mapped.length !== old.length || new Set(mapped.map(({ oldId }) => oldId)).size !== old.length)
        wrong.push('not each old one once')
      if (used.length !== fits) wrong.push('a place was left free')
      if (used.some((id) => next.some((one) => one.id === id && isDead(one)))) wrong.push('mapped to a dead one')
      if (mapped.some(({ newId, reason }) => (newId === null) === (reason === null))) wrong.push('no reason')
      if (JSON.stringify(mapped) !== JSON.stringify(mapMailboxes(old, next))) wrong.push('not the same again')
    }
    t.same(wrong, [])
  },
)
