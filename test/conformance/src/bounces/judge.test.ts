import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { judge } from './judge.ts'
import { createRandom, mutate } from './mutate.ts'
import { readCorpus } from './read-corpus.ts'

const bounce = Buffer.from(`From: MAILER-DAEMON@example.net
Subject: failure notice

<a@example.com>:
Remote host said: 550 5.1.1 No such user
`)
const row = { status: '5.1.1', reason: 'userunknown', hardBounce: true }
const of = (rows: (typeof row & { recipient?: string })[], bytes = bounce) => judge({ name: 'x', bytes, rows })

t.test('what is right counts as right', async (t) => {
  t.match(of([row]), {
    isKindRight: true,
    areRecipientsRight: true,
    permanence: [true],
    statuses: [true],
    isAlike: true,
  })
  t.match(of([], Buffer.from('Subject: Hello\n\nHello\n')), {
    isKindRight: true,
    areRecipientsRight: null,
    permanence: [],
  })
})

t.test('each fault counts as that fault', async (t) => {
  t.equal(of([]).isKindRight, false)
  t.equal(of([{ ...row, reason: 'feedback' }]).isKindRight, false)
  t.equal(of([{ ...row, reason: 'vacation' }]).isKindRight, false)
  t.equal(of([row, row]).areRecipientsRight, false)
  t.equal(of([{ ...row, recipient: 'b@example.com' }]).areRecipientsRight, false)
  t.same(of([{ ...row, hardBounce: false }]).permanence, [false])
  t.same(of([{ ...row, status: '5.2.2' }]).statuses, [false])
})

t.test('statuses that the labels made up are not scored, and a mail that is missing is told', async (t) => {
  const folder = t.testdir({})
  mkdirSync(path.join(folder, 'emails'))
  writeFileSync(path.join(folder, 'emails', 'x.eml'), bounce)
  writeFileSync(path.join(folder, 'labels.json'), JSON.stringify({ x: [{ ...row, status: '5.0.911' }] }))
  t.equal(readCorpus(folder)[0]?.rows[0]?.status, '')
  writeFileSync(path.join(folder, 'labels.json'), JSON.stringify({ y: [row] }))
  t.throws(() => readCorpus(folder), /y has a label/)
})

t.test('damage is the same in every run', async (t) => {
  const damaged = () => {
    const random = createRandom(7)
    return Array.from({ length: 20 }, () => mutate(bounce, random).toString('latin1'))
  }
  t.same(damaged(), damaged())
  t.not(new Set(damaged()).size, 1)
})
