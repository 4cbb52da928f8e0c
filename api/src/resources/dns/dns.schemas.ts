import { recordOwners, recordPurposes, recordStatuses, recordTypes } from '@coldframe/db'
import { z } from 'zod'
import { count, exampleIds, hostName, id, sentence, Timestamp, text, word } from '../../schemas.ts'

const RecordStatus = z.enum(recordStatuses).meta({
  id: 'RecordStatus',
  description:
    '`pending`: not looked at yet. `unknown`: no server could be asked, which is neither right nor wrong. Of several, `wrong` outweighs `missing`, that `unknown`, that `pending`.',
})

const RecordPurpose = z.enum(recordPurposes).meta({ id: 'RecordPurpose', description: 'What a record is for.' })
const RecordType = z.enum(recordTypes).meta({ id: 'RecordType', description: 'Type of a DNS record.' })
const RecordOwner = z.enum(recordOwners).meta({
  id: 'RecordOwner',
  description: 'Who has to write the record. Coldframe never changes a record that it does not own.',
})

/** RFC 1035 section 3.2.1: the data of a record have 16 bits for their length. */
const recordValue = () => text(65_535)

const DnsRecord = z
  .object({
    purpose: RecordPurpose,
    type: RecordType,
    name: hostName().meta({ examples: ['getacme.com'] }),
    wanted: recordValue().meta({ examples: ['v=spf1 include:spf.protection.outlook.com -all'] }),
    observed: z
      .array(recordValue())
      .max(1_000)
      .meta({ description: 'All values of this type at this name, when last asked.' }),
    status: RecordStatus,
    owner: RecordOwner,
    ttlSeconds: count(),
    checkedAt: Timestamp.nullable(),
    explanation: sentence().nullable().meta({ description: 'What is wrong and what to do; null when nothing is.' }),
  })
  .meta({ id: 'DnsRecord', description: 'A record that the domain needs, and what DNS answered.' })

const Spf = z
  .object({
    lookups: count().meta({ description: 'DNS lookups that a receiver needs.' }),
    voidLookups: count().meta({ description: 'Those of them that find nothing.' }),
    limit: count().meta({ description: 'More lookups than this make SPF fail (RFC 7208 section 4.6.4).' }),
  })
  .meta({ id: 'SpfLookups', description: 'What evaluating the SPF record costs a receiver.' })

const verdict = (name: string) =>
  word()
    .nullable()
    .meta({ description: `Result of ${name}.`, examples: ['pass'] })

const MailProof = z
  .object({
    mailboxId: id('mailbox that sent it', exampleIds.mailbox),
    spf: verdict('SPF'),
    dkim: verdict('DKIM'),
    dmarc: verdict('DMARC'),
    authenticationResults: text(65_535).nullable().meta({ description: 'The header (RFC 8601) with all results.' }),
    sentAt: Timestamp.nullable(),
    receivedAt: Timestamp.nullable(),
  })
  .meta({ id: 'MailProof', description: 'The newest message that was sent from the domain and read back.' })

export const Dns = z
  .object({
    domainId: id('domain', exampleIds.domain),
    status: RecordStatus.meta({ description: 'The worst of all records.' }),
    checkedAt: Timestamp.nullable(),
    nameservers: z.array(hostName()).max(20).meta({ description: 'To which a managed domain must be delegated.' }),
    records: z.array(DnsRecord).max(100),
    spf: Spf.nullable().meta({ description: 'Null until the SPF record could be evaluated.' }),
    proof: MailProof.nullable().meta({ description: 'Null until a message was sent.' }),
  })
  .meta({ id: 'Dns', description: 'The DNS records of a domain, as wanted and as seen.' })
