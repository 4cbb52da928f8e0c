import { randomUUID } from 'node:crypto'

export interface SampleSignal {
  id: string
  mailboxId: string
  type: string
  at: string
  recipientProvider: string
  recipientDomain: string
  campaign: string
  diagnostic?: string
}

const providers = ['google', 'microsoft', 'yahoo', 'other']
const diagnostics = [
  '550 5.1.1 The email account that you tried to reach does not exist.',
  '550-5.7.1 [203.0.113.7] Our system has detected that this message is likely unsolicited mail.',
  '452 4.2.2 The email account that you tried to reach is over quota.',
]
/** Of a hundred messages: what a sequencer tells of each. */
const typeAt = (place: number) => (place < 48 ? 'sent' : place < 94 ? 'delivered' : place < 96 ? 'bounced' : 'replied')

/** What came from all mailboxes within an hour, in no order. */
export const sampleSignals = (mailboxIds: string[], count: number): SampleSignal[] =>
  Array.from({ length: count }, () => {
    const number = Math.floor(Math.random() * 1_000_000)
    const type = typeAt(number % 100)
    return {
      id: randomUUID(),
      mailboxId: mailboxIds[number % mailboxIds.length] ?? '',
      type,
      at: new Date(Date.now() - (number % 3_600_000)).toISOString(),
      recipientProvider: providers[number % providers.length] ?? '',
      recipientDomain: `company${number % 5_000}.com`,
      campaign: 'spring',
      ...(type === 'bounced' && { diagnostic: diagnostics[number % diagnostics.length] ?? '' }),
    }
  })
