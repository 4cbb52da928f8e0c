import type { Domain, Owner } from '@coldframe/db'
import t from 'tap'
import { createGatherEvidence } from '../src/activities/gather-evidence.ts'
import { ProviderError } from '../src/providers/errors.ts'
import type { Listing } from '../src/rules/blocklists/judge-listing.ts'
import { createFakeVendors } from './fake-vendors.ts'
import { setUp, skipReason } from './support.ts'

const clear: Listing = { state: 'clear', code: null, text: null }
const listed: Listing = { state: 'listed', code: '127.0.1.2', text: 'a domain of spam or of low reputation' }
const unknown: Listing = { state: 'unknown', code: null, text: 'No answer (ETIMEOUT).' }

/** A domain with two records, in a world where a test says what lists and name servers answer, and how much time passes. */
async function start(t: Parameters<typeof setUp>[0]) {
  const { db, owner, vault, order } = await setUp(t)
  const { input, name, domain } = await order()
  const { vendors, zone } = createFakeVendors()
  const spf = { purpose: 'spf', type: 'TXT', name, wanted: 'v=spf1 -all', ttlSeconds: 300, owner: 'coldframe' } as const
  const mx = { purpose: 'mx', type: 'MX', name, wanted: '0 mx.example', ttlSeconds: 300, owner: 'coldframe' } as const
  await db.dnsRecords.want(owner, input.domainId, [spf, mx])
  const publish = (purpose: 'spf' | 'mx', ...values: string[]) =>
    values.length > 0
      ? zone.set(`${name} ${purpose === 'spf' ? 'TXT' : 'MX'}`, { type: purpose === 'spf' ? 'TXT' : 'MX', values })
      : zone.delete(`${name} ${purpose === 'spf' ? 'TXT' : 'MX'}`)
  publish('spf', spf.wanted)
  publish('mx', mx.wanted)
  const lists = new Map<string, Listing>()
  vendors.blocklists.look = async (list, subject) => lists.get(`${list} ${subject}`) ?? lists.get(list) ?? clear
  const { gatherEvidence } = createGatherEvidence({ db, vault, vendors: () => vendors })
  return {
    ...{ db, owner, name, vendors, lists, publish, domain },
    id: input.domainId,
    look: () => gatherEvidence(input),
    /** Lets a day pass on the clock of test mode, in some milliseconds. */
    async nextDay() {
      const now = async () => (await db.clocks.read(false)).now().getTime()
      const before = await now()
      await db.clocks.setPace(false, 0.02)
      while ((await now()) - before < 86_400_000);
      await db.clocks.setPace(false, 86_400)
    },
    /** One at the provider, in a tenant. */
    async readyMailbox() {
      const [mailbox] = await db.mailboxes.ofDomain(owner, input.domainId)
      if (!mailbox) throw new Error('no mailbox')
      await db.mailboxes.update(owner, mailbox.id, { externalId: 'user-1', readyAt: new Date() })
      await db.tenants.record(owner, {
        ...{ domainId: input.domainId, provider: 'microsoft365', externalId: 'tenant-1' },
        ...{ initialDomain: 'acme.onmicrosoft.com', country: 'DE' },
      })
      return mailbox.id
    },
    signals: () => {
      const days = { from: '2000-01-01', to: '2100-01-01' }
      return db.mailboxDays.ofDomain(owner, input.domainId, days)
    },
    reports: () => db.observations.last(owner, input.domainId, 'reports', '2000-01-01'),
    blocklists: () => db.observations.last(owner, input.domainId, 'blocklist', '2000-01-01'),
    dns: () => db.observations.last(owner, input.domainId, 'dns', '2000-01-01'),
    events: () => eventsOf(db, owner),
  }
}

const eventsOf = async (db: Awaited<ReturnType<typeof setUp>>['db'], owner: Owner) =>
  (await db.events.listAfter(owner, { afterSequence: 0, limit: 1_000 })).map(({ type, data }) => ({ type, data }))

t.test('evidence of a day', { skip: skipReason }, async (t) => {
  await t.test('says of each list and of each purpose what was answered', async (t) => {
    const world = await start(t)
    world.publish('mx')
    await world.look()
    t.match(await world.blocklists(), [
      { subject: 'dbl', data: { state: 'clear', object: 'domain', target: world.name } },
      { subject: 'zen', data: { state: 'unknown', object: 'ip', target: null, text: /No address/ } },
    ])
    t.match(await world.dns(), [
      { subject: 'mx', data: { status: 'missing' } },
      { subject: 'spf', data: { status: 'correct' } },
    ])
    t.match(await world.db.dnsRecords.ofDomain(world.owner, world.id), [
      { purpose: 'spf', status: 'correct', checkedAt: Date },
      { purpose: 'mx', status: 'missing', explanation: /Publish MX/ },
    ])
  })

  await t.test('a listing is told once, on whatever day, and so is its end', async (t) => {
    const world = await start(t)
    world.lists.set('dbl', listed)
    await world.look()
    await world.look()
    await world.nextDay()
    await world.look()
    world.lists.set('dbl', unknown)
    await world.nextDay()
    await world.look()
    t.match(await world.events(), [
      {
        type: 'blocklist.listed',
        data: { list: 'dbl', object: 'domain', target: world.name, code: '127.0.1.2', reason: /low reputation/ },
      },
    ])
    t.match((await world.blocklists())[0], { data: { state: 'unknown' } })
    t.match(await world.db.observations.lastKnown(world.owner, world.id, 'blocklist', '2000-01-01'), [
      { subject: 'dbl', data: { state: 'listed' } },
    ])
    world.lists.set('dbl', clear)
    await world.look()
    t.match((await world.events()).at(-1), {
      type: 'blocklist.cleared',
      data: { list: 'dbl', code: null, reason: null },
    })
    t.equal((await world.events()).length, 2)
  })

  await t.test('what was learned today is not lost to a look that learns nothing', async (t) => {
    const world = await start(t)
    world.lists.set('dbl', listed)
    await world.look()
    world.lists.set('dbl', unknown)
    await world.look()
    t.match((await world.blocklists())[0], { data: { state: 'listed' } })
  })

  await t.test('lists of addresses are asked for those that DMARC reports saw the domain send from', async (t) => {
    const world = await start(t)
    const day = new Date().toISOString().slice(0, 10)
    const source = (sourceIp: string, passed: number) => ({
      ...{ day, sourceIp, messages: 10, passed, dkimAligned: passed, spfAligned: 0, quarantined: 0, rejected: 0 },
    })
    await world.db.transaction((tx) =>
      tx.dmarcReports.record(world.owner, {
        ...{ domainId: world.id, key: 'k', orgName: 'google.com', reportId: '1', policy: 'none' },
        ...{ beginsAt: new Date(), endsAt: new Date(), messages: 30, passed: 19, warnings: [] },
        sources: [source('192.0.2.1', 9), source('192.0.2.2', 10), source('203.0.113.66', 0), source('junk', 5)],
      }),
    )
    world.lists.set('zen 192.0.2.1', { state: 'listed', code: '127.0.0.2', text: 'SBL' })
    world.lists.set('zen 203.0.113.66', { state: 'listed', code: '127.0.0.4', text: 'a forger, not ours' })
    await world.look()
    t.match((await world.blocklists())[1], { subject: 'zen', data: { state: 'listed', target: '192.0.2.1' } })
    t.match(await world.events(), [{ type: 'blocklist.listed', data: { object: 'ip', target: '192.0.2.1' } }])
    world.lists.delete('zen 192.0.2.1')
    world.lists.set('zen 192.0.2.2', unknown)
    await world.nextDay()
    await world.look()
    t.match((await world.blocklists())[1], { data: { state: 'unknown' } }, 'one address of two says nothing of both')
  })

  await t.test('DNS that drifts is told once, with what to do, and again when all is right', async (t) => {
    const world = await start(t)
    await world.look()
    t.same(await world.events(), [])
    world.publish('spf', 'v=spf1 +all')
    await world.look()
    await world.nextDay()
    await world.look()
    world.publish('spf', 'v=spf1 -all')
    await world.look()
    const id = world.id
    t.match(await world.events(), [
      { type: 'domain.dns_drifted', data: { id, dns: [{ purpose: 'spf', status: 'wrong', explanation: /Replace/ }] } },
      { type: 'domain.dns_restored', data: { id, dns: [{ purpose: 'spf', status: 'correct', explanation: null }] } },
    ])
    t.equal((await world.events()).length, 2)
  })

  await t.test('name servers that cannot be asked hold up nobody else', async (t) => {
    const world = await start(t)
    await world.look()
    world.vendors.lookup.observe = async () => {
      throw new Error('resolver is gone')
    }
    world.lists.set('dbl', listed)
    await world.nextDay()
    await world.look()
    t.match(await world.dns(), [{ data: { status: 'unknown' } }, { data: { status: 'unknown' } }])
    t.match(await world.events(), [{ type: 'blocklist.listed' }])
  })

  await t.test('a retired domain is left alone, and old days are forgotten', async (t) => {
    const world = await start(t)
    const observedAt = new Date('2020-01-01')
    const row = { kind: 'dns', subject: 'spf', data: { status: 'correct' }, observedAt } as const
    await world.db.observations.record(world.owner, world.id, '2020-01-01', [row])
    await world.look()
    const days = { from: '2000-01-01', to: '2021-01-01' }
    t.same(await world.db.observations.ofDomains(world.owner, [world.id], 'dns', days), [])
    await world.db.domains.update(world.owner, world.id, { retiredAt: new Date() } satisfies Partial<Domain>)
    world.lists.set('dbl', listed)
    await world.look()
    t.same(await world.events(), [])
  })

  await t.test('Postmaster Tools that fail are unknown for themselves', async (t) => {
    const world = await start(t)
    const message = 'queryDomainStats: answered 403'
    const refuse = async () => {
      throw new ProviderError({ provider: 'postmaster', kind: 'unauthorized', message })
    }
    world.vendors.postmaster = { read: refuse }
    await world.look()
    const seen = await world.db.observations.last(world.owner, world.id, 'postmaster', '2000-01-01')
    t.match(seen, [{ subject: 'gmail', data: { state: 'unknown', text: message, spamRate: null } }])
    t.match((await world.blocklists())[0], { data: { state: 'clear' } })
  })

  await t.test('reports of failed delivery in the mailboxes are counted once', async (t) => {
    const world = await start(t)
    await world.readyMailbox()
    const since: Date[] = []
    world.vendors.mailbox.readDeliveryReports = async (_, externalIds, from) => {
      since.push(from)
      const raw = report('<one@acme.com>', 'bob@gmail.com', '550 5.1.1 The email account does not exist')
      return { reports: [{ externalId: externalIds[0] ?? '', id: '<ndr-1>', raw }], failure: null }
    }
    await world.look()
    await world.look()
    const [days] = await world.signals()
    t.match(days, { recipientProvider: 'google', bounced: 1, bouncedHard: 1, recipientUnknown: 1 })
    t.equal((await world.signals()).length, 1)
    t.match(await world.reports(), [{ data: { state: 'read', text: null, read: 1, counted: 1 } }])
    const known = await world.db.suppressions.find(world.owner, ['bob@gmail.com'])
    t.match(known.get('bob@gmail.com'), [{ reason: 'recipient_unknown', domainId: world.id }])
    t.ok(Date.now() - (since[0]?.getTime() ?? 0) > 6 * 86_400_000, 'the first look goes back a week')
    t.ok(Date.now() - (since[1]?.getTime() ?? 0) < 2 * 3_600_000, 'the next one to the first, and an hour')
  })

  await t.test(
    'a report that the provider restricts the account stops the mailbox with the look that reads it',
    async (t) => {
      const world = await start(t)
      const id = await world.readyMailbox()
      const resume = () => world.db.mailboxes.update(world.owner, id, { status: 'active', pausedBy: null })
      await resume()
      world.vendors.mailbox.readDeliveryReports = async (_, externalIds) => {
        const raw = report('<two@acme.com>', 'bob@gmail.com', '550 5.1.8 Access denied, bad outbound sender')
        return { reports: [{ externalId: externalIds[0] ?? '', id: '<ndr-2>', raw }], failure: null }
      }
      await world.look()
      t.match(await world.db.mailboxes.get(world.owner, id), { status: 'paused', pausedBy: 'platform' })
      await resume()
      await world.look()
      t.match(await world.db.mailboxes.get(world.owner, id), { status: 'active' }, 'and not again for the same report')
    },
  )

  await t.test('mailboxes that cannot be read are unknown, and are read from where it broke off', async (t) => {
    const world = await start(t)
    await world.readyMailbox()
    const since: Date[] = []
    world.vendors.mailbox.readDeliveryReports = async (_tenant, _ids, from) => {
      since.push(from)
      throw new ProviderError({ provider: 'graph', kind: 'transient', message: 'listDeliveryReports: no answer' })
    }
    world.lists.set('dbl', listed)
    await world.look()
    t.match(await world.reports(), [{ data: { state: 'unknown', text: /no answer/, counted: 0 } }])
    t.match(await world.events(), [{ type: 'blocklist.listed' }])
    await world.nextDay()
    await world.look()
    t.ok(Date.now() - (since[1]?.getTime() ?? 0) > 6 * 86_400_000)
  })

  await t.test('where the sender reports bounces himself, they are not counted a second time', async (t) => {
    const world = await start(t)
    const mailbox = await world.readyMailbox()
    await world.db.signals.record(world.owner, [
      {
        ...{ id: 'own-1', mailboxId: mailbox, domainId: world.id, type: 'bounced', at: new Date(), campaign: 'spring' },
        ...{ recipientProvider: 'google', recipientDomain: 'gmail.com', diagnostic: null },
        ...{ bounceClass: 'recipient_unknown', permanence: 'hard' },
      },
    ])
    world.vendors.mailbox.readDeliveryReports = async (_, externalIds) => {
      const raw = report('<one@acme.com>', 'bob@gmail.com', '550 5.1.1 no such user')
      return { reports: [{ externalId: externalIds[0] ?? '', id: '<ndr-1>', raw }], failure: null }
    }
    await world.look()
    t.match(await world.signals(), [{ bounced: 1 }])
    t.match(await world.reports(), [{ data: { read: 1, counted: 0 } }])
  })
})

/** As Exchange writes it. */
const report = (messageId: string, recipient: string, diagnostic: string) =>
  Buffer.from(
    [
      'From: Microsoft Outlook <MicrosoftExchange@acme.com>',
      'Subject: Undeliverable: Hello',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      ...['', '--b', 'Content-Type: text/plain', '', `Your message to ${recipient} couldn't be delivered.`],
      ...['', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns;acme.com'],
      ...['', `Final-Recipient: rfc822;${recipient}`, 'Action: failed', 'Status: 5.1.1'],
      ...[`Diagnostic-Code: smtp;${diagnostic}`, '', '--b', 'Content-Type: text/rfc822-headers', ''],
      ...[`Message-ID: ${messageId}`, 'Subject: Hello', '', '--b--', ''],
    ].join('\r\n'),
  )
