import t from 'tap'
import { failureOf } from '../src/providers/failure-of.ts'
import { failure } from './fake-vendors.ts'
import { setUp, skipReason } from './support.ts'

t.test('steps', { skip: skipReason }, async (t) => {
  const { db, owner, vault, order } = await setUp(t)

  await t.test('a registration whose answer was lost is adopted, not bought again', async (t) => {
    const { run, bought, vendors, name } = await order()
    const { register } = vendors.registrar
    vendors.registrar.register = async (domain) => {
      await register(domain)
      throw failure('transient', 'The connection broke')
    }
    await t.rejects(run('register_domain'))
    await run('register_domain')
    t.same(bought, [`registration ${name}`])
  })

  await t.test('two attempts at once buy one registration', async (t) => {
    const { run, bought, name } = await order()
    await Promise.all([run('register_domain'), run('register_domain')])
    t.same(bought, [`registration ${name}`])
  })

  await t.test('a name that nobody can register fails for good', async (t) => {
    const { run, vendors, bought, step } = await order()
    vendors.registrar.isAvailable = async () => false
    t.match(await failureOf(run('register_domain')), { type: 'FailedForGood', nonRetryable: true })
    t.same(bought, [])
    t.match(await step('register_domain'), { status: 'failed', message: /not available/ })
  })

  await t.test(
    'a tenant whose answer was lost is asked for under the same value, so that its password is not lost',
    async (t) => {
      const { run, vendors, bought, input } = await order()
      const { createTenant } = vendors.mailbox
      let isFirst = true
      vendors.mailbox.createTenant = async (tenant) => {
        const created = await createTenant(tenant)
        if (isFirst) {
          isFirst = false
          throw failure('transient', 'The connection broke')
        }
        return created
      }
      await t.rejects(run('create_tenant'))
      await run('create_tenant')
      t.equal(bought.length, 1)
      const tenant = await db.tenants.findByDomain(owner, input.domainId)
      const secrets = await vault.read(db, owner, 'tenant_admin', [tenant?.id ?? ''])
      t.same([...secrets.values()], [{ userName: 'admin', password: 'shown-once' }])
    },
  )

  await t.test('a refused order is repeated under a new value, and a tenant that is ours is adopted', async (t) => {
    const { run, vendors } = await order()
    const values: string[] = []
    const { createTenant } = vendors.mailbox
    vendors.mailbox.createTenant = async (tenant) => {
      values.push(tenant.requestId)
      if (values.length === 1) throw failure('transient', 'Busy', 'request-1')
      await createTenant({ ...tenant, requestId: 'an earlier one' })
      return createTenant(tenant)
    }
    await t.rejects(run('create_tenant'))
    await run('create_tenant')
    t.equal(new Set(values).size, 2)
  })

  await t.test('a prefix that somebody else has asks for a person and creates nothing', async (t) => {
    const { run, vendors, step } = await order()
    vendors.mailbox.createTenant = async () => {
      throw failure('conflict', 'The prefix is taken', 'answered')
    }
    t.match(await failureOf(run('create_tenant')), { type: 'NeedsPerson' })
    t.match(await step('create_tenant'), { status: 'action_required' })
  })

  await t.test('licences are ordered from one cart, however often the answer is lost', async (t) => {
    const { run, vendors, bought } = await order()
    await run('create_tenant')
    const { placeLicenceOrder, findLicences } = vendors.mailbox
    vendors.mailbox.findLicences = async () => null
    vendors.mailbox.placeLicenceOrder = async (tenant, cart) => {
      await placeLicenceOrder(tenant, cart)
      throw failure('transient', 'The connection broke')
    }
    await t.rejects(run('order_licences'))
    await t.rejects(run('order_licences'))
    Object.assign(vendors.mailbox, { placeLicenceOrder })
    t.match(await failureOf(run('order_licences')), { type: 'Pending' }, 'ordered, and not provisioned yet')
    Object.assign(vendors.mailbox, { findLicences })
    await run('order_licences')
    t.same(
      bought.filter((thing) => thing.startsWith('order')),
      ['order cart-1'],
    )
  })

  await t.test('a step that waits says so, and each try counts', async (t) => {
    const { run, vendors, step } = await order()
    await run('create_tenant')
    vendors.mailbox.verifyDomain = async () => {
      throw failure('pending', 'Not seen yet')
    }
    t.match(await failureOf(run('verify_domain')), { type: 'Pending', nonRetryable: false })
    await t.rejects(run('verify_domain'))
    t.match(await step('verify_domain'), { status: 'waiting', attempts: 2, message: 'Not seen yet' })
  })

  await t.test('a vendor that asks for patience gets it', async (t) => {
    const { run, vendors } = await order()
    vendors.registrar.findOwned = async () => {
      throw Object.assign(failure('rate_limited'), { retryAfterMs: 90_000 })
    }
    const refusal = await failureOf(run('register_domain'))
    t.match(refusal, { type: 'RateLimited', nextRetryDelay: 90_000 })
  })

  await t.test('a fault of ours is retried and does not tell its text to the customer', async (t) => {
    const { run, vendors, step } = await order()
    vendors.registrar.findOwned = async () => {
      throw new Error('password=hunter2')
    }
    const refusal = await failureOf(run('register_domain'))
    t.notMatch(String(refusal), /hunter2/)
    t.notMatch((await step('register_domain'))?.message, /hunter2/)
  })

  await t.test('a customer is told once what to do, and the domain goes on by itself when it is done', async (t) => {
    const { run, zone, domain, operation, eventTypes, name } = await order({
      registration: 'existing',
      dnsMode: 'external',
    })
    await run('register_domain')
    await run('delegate_nameservers')
    await run('create_tenant')
    t.match(await failureOf(run('publish_verification')), { type: 'ActionNeeded', nonRetryable: false })
    await t.rejects(run('publish_verification'))
    t.match(await domain(), { status: 'action_required', statusReason: new RegExp(`TXT ${name} "MS=ms1"`) })
    t.equal((await operation())?.status, 'action_required')
    t.same(await eventTypes(), ['operation.action_required', 'domain.action_required'])
    zone.set(`${name} TXT`, { type: 'TXT', values: ['MS=ms1'] })
    await run('publish_verification')
    t.match(await domain(), { status: 'provisioning', statusReason: null })
    t.same((await operation())?.steps.map((step) => step.status).slice(0, 2), ['skipped', 'skipped'])
  })

  await t.test('a customer who keeps the registration is told the name servers', async (t) => {
    const { run, domain, setDelegation } = await order({ registration: 'existing' })
    t.match(await failureOf(run('delegate_nameservers')), {
      type: 'ActionNeeded',
      message: /ns1\.example and ns2\.example/,
    })
    t.same((await domain())?.nameservers, ['ns1.example', 'ns2.example'])
    setDelegation(['NS2.example.', 'ns1.example'])
    await run('delegate_nameservers')
  })

  await t.test('no mailbox is made where the mail would rest outside the promised region', async (t) => {
    const { run, vendors, step } = await order({ residency: 'ch' })
    await run('create_tenant')
    vendors.mailbox.createMailboxes = async () => {
      throw new Error('was called')
    }
    t.match(await failureOf(run('create_mailboxes')), { type: 'NeedsPerson', message: /EUR/ })
    t.match(await step('create_mailboxes'), { status: 'action_required' })
  })

  await t.test('a mailbox keeps its first password over tries, and one that is made is not made again', async (t) => {
    const { run, vendors, name } = await order()
    await run('create_tenant')
    const asked: Record<string, string[]> = {}
    vendors.mailbox.createMailboxes = async (_, mailboxes) =>
      mailboxes.map(({ address, password }) => {
        const tries = [...(asked[address] ?? []), password]
        asked[address] = tries
        if (address.startsWith('bob') && tries.length === 1)
          return { address, ok: false as const, kind: 'later' as const, code: 'busy', message: 'Later' }
        return { address, ok: true, externalId: `user-${address}` }
      })
    t.match(await failureOf(run('create_mailboxes')), { type: 'Pending', message: /1 of 2/ })
    await run('create_mailboxes')
    t.equal(asked[`ann@${name}`]?.length, 1)
    t.equal(asked[`bob@${name}`]?.length, 2)
    t.equal(new Set(asked[`bob@${name}`]).size, 1)
  })

  await t.test('one refused mailbox does not hold up the others; all refused ask for a person', async (t) => {
    const { run, vendors, input, name } = await order()
    await run('create_tenant')
    const refuse = (address: string) => ({
      address,
      ok: false as const,
      kind: 'rejected' as const,
      code: 'bad',
      message: 'Refused',
    })
    vendors.mailbox.createMailboxes = async (_, mailboxes) =>
      mailboxes.map(({ address }) =>
        address.startsWith('ann') ? refuse(address) : { address, ok: true, externalId: 'u' },
      )
    await run('create_mailboxes')
    const statuses = (await db.mailboxes.ofDomain(owner, input.domainId)).map(({ address, status }) => [
      address,
      status,
    ])
    t.same(statuses, [
      [`ann@${name}`, 'failed'],
      [`bob@${name}`, 'creating'],
    ])

    const other = await order()
    await other.run('create_tenant')
    other.vendors.mailbox.createMailboxes = async (_, mailboxes) => mailboxes.map(({ address }) => refuse(address))
    t.match(await failureOf(other.run('create_mailboxes')), { type: 'NeedsPerson' })
  })

  await t.test('a domain is ready only when the message it sent passed all three, aligned', async (t) => {
    const { run, vendors, domain, eventTypes, input } = await order()
    for (const step of ['create_tenant', 'create_mailboxes', 'await_mailboxes'] as const) await run(step)
    const sound = vendors.authenticator.authenticate
    vendors.authenticator.authenticate = async (raw) => ({
      ...(await sound(raw)),
      spf: { result: 'pass', domain: 'other.com', aligned: false, comment: null },
    })
    t.match(await failureOf(run('prove_mail')), { type: 'Pending', message: /SPF/ })
    t.match(await domain(), { status: 'provisioning', readyAt: null })
    vendors.authenticator.authenticate = sound
    await run('prove_mail')
    t.match(await domain(), { status: 'warming', readyAt: Date })
    t.match(await db.proofs.get(owner, input.domainId), { spf: 'pass', dkim: 'pass', dmarc: 'pass' })
    t.ok((await eventTypes()).includes('domain.ready'))
    t.same(
      (await db.mailboxes.ofDomain(owner, input.domainId)).map(({ status }) => status),
      ['warming', 'warming'],
    )
  })

  await t.test('retiring tells what remains and takes away only our own records', async (t) => {
    const { run, activities, input, operation, zone, domain } = await order()
    for (const step of [
      'register_domain',
      'create_tenant',
      'order_licences',
      'publish_mail_records',
      'create_mailboxes',
    ] as const)
      await run(step)
    await activities.closeSteps(input, ['remove_mailboxes', 'stop_renewals', 'remove_dns_records'])
    for (const step of ['remove_mailboxes', 'stop_renewals', 'remove_dns_records'] as const) await run(step)
    await activities.retireDomain(input)
    t.equal(zone.size, 0)
    t.match((await operation())?.remains, [
      /tenant .* stays/,
      /2 licences are paid for until 2026-12-31/,
      /registered until 2027-01-01/,
    ])
    t.match(await domain(), { status: 'retired', releasedAt: Date })
    t.same(await db.mailboxes.ofDomain(owner, input.domainId), [])
  })

  await t.test('our report address is allowed to get the reports of a domain as long as there is one', async (t) => {
    const elsewhere = await order()
    elsewhere.vendors.dmarcReportAddress = 'dmarc@reports.example'
    const { run, activities, input, zone, domain, vendors } = await order()
    vendors.dmarcReportAddress = 'dmarc@reports.example'
    vendors.dmarcReportZone = 'reports.example'
    const authorization = `${(await domain())?.name}._report._dmarc.reports.example TXT`
    for (const step of ['register_domain', 'create_tenant', 'publish_mail_records'] as const) {
      await elsewhere.run(step)
      await run(step)
    }
    t.notOk(
      [...elsewhere.zone.keys()].some((key) => key.includes('_report')),
      'a zone that is not ours is left alone',
    )
    t.same(zone.get(authorization)?.values, ['v=DMARC1'])
    const records = await db.dnsRecords.ofDomain(owner, input.domainId)
    t.match(
      records.filter(({ purpose }) => purpose === 'report_authorization'),
      [{ owner: 'coldframe', wanted: 'v=DMARC1' }],
    )
    t.match(
      records.find(({ purpose }) => purpose === 'dmarc'),
      { wanted: /rua=mailto:dmarc@reports\.example$/ },
    )
    await activities.closeSteps(input, ['remove_mailboxes', 'stop_renewals', 'remove_dns_records'])
    await run('remove_dns_records')
    t.notOk(zone.has(authorization))
  })
})
