import t from 'tap'
import { addMailbox, addVerifiedDomain, buySeats, grantAll, newCustomer } from '../testing/customer.ts'
import { startMicrosoft } from '../testing/start-microsoft.ts'

t.test('mailboxes rest in the region of the country, with SMTP AUTH as it was set', async (t) => {
  const microsoft = await startMicrosoft(t)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph, exchange: token } = await grantAll(microsoft, tenant)
  await addVerifiedDomain(microsoft, graph, 'getacme.com')
  buySeats(microsoft, tenant, 10)
  await addMailbox(microsoft, graph, 'ada@getacme.com')
  const invoke = (CmdletName: string, Parameters: object = {}) =>
    microsoft.call('POST', `/adminapi/beta/${tenant}/InvokeCommand`, {
      token,
      body: { CmdletInput: { CmdletName, Parameters } },
    })
  t.match((await invoke('Get-Mailbox')).body, { value: [{ PrimarySmtpAddress: 'ada@getacme.com', Database: /^CHE/ }] })
  t.equal((await invoke('Get-Mailbox', { Identity: 'bob@getacme.com' })).status, 404)
  const identity = { Identity: 'ada@getacme.com' }
  t.match((await invoke('Get-CASMailbox', identity)).body, { value: [{ SmtpClientAuthenticationDisabled: null }] })
  await invoke('Set-CASMailbox', { ...identity, SmtpClientAuthenticationDisabled: false })
  t.match((await invoke('Get-CASMailbox', identity)).body, { value: [{ SmtpClientAuthenticationDisabled: false }] })
  t.match((await invoke('Get-LimitsEnforcementStatus')).body, {
    value: [{ ObservedValue: 0, Threshold: 12_006, EnforcementEnabled: true }],
  })
  t.match((await invoke('Get-BlockedSenderAddress')).body, { value: [] })
})
