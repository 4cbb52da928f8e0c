import t from 'tap'
import { recipientProviderOf } from './recipient-provider.ts'

t.test('domains of everybody’s mailboxes tell who runs them, others do not', async (t) => {
  const cases: [string | null, string][] = [
    ['gmail.com', 'google'],
    ['hotmail.co.uk', 'microsoft'],
    ['outlook.de', 'microsoft'],
    ['yahoo.co.jp', 'yahoo'],
    ['icloud.com', 'apple'],
    ['gmail.com.evil.example', 'other'],
    ['notgmail.com', 'other'],
    ['acme.org', 'other'],
    [null, 'unknown'],
  ]
  for (const [domain, provider] of cases) t.equal(recipientProviderOf(domain), provider, domain ?? 'none')
})
