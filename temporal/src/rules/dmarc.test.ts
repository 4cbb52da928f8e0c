import t from 'tap'
import { dmarcRecord, reportAuthorization } from './dmarc.ts'

t.test('a domain says where its reports go, if anywhere', async (t) => {
  t.match(dmarcRecord('getacme.com', 'dmarc@reports.example'), {
    name: '_dmarc.getacme.com',
    value: 'v=DMARC1; p=quarantine; rua=mailto:dmarc@reports.example',
  })
  t.equal(dmarcRecord('getacme.com', undefined).value, 'v=DMARC1; p=quarantine')
})

t.test('an address outside of the domain is allowed to get them, in its own zone', async (t) => {
  t.match(reportAuthorization('getacme.com', 'dmarc@Reports.Example'), {
    purpose: 'report_authorization',
    type: 'TXT',
    name: 'getacme.com._report._dmarc.reports.example',
    value: 'v=DMARC1',
  })
  t.equal(reportAuthorization('getacme.com', 'dmarc@getacme.com'), null)
  t.equal(reportAuthorization('getacme.com', 'dmarc@mail.getacme.com'), null)
  t.equal(reportAuthorization('getacme.com', undefined), null)
})
