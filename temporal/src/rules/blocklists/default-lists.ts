import type { Blocklist, Meaning } from './blocklist.ts'

const listing = (text: string): Meaning => ({ text, isListing: true })
const remark = (text: string): Meaning => ({ text, isListing: false })

/** Zones of those who have a key for Spamhaus' Data Query Service; without one, only an own recursive resolver is answered. */
const spamhausZone = (list: 'dbl' | 'zen', key: string | undefined) =>
  key ? `${key}.${list}.dq.spamhaus.net` : `${list}.spamhaus.org`

/**
 * What receivers look at most. Codes: https://docs.spamhaus.com/datasets/docs/source/70-access-methods/data-query-service/040-dqs-queries.html,
 * https://www.surbl.org/lists, https://uribl.com/about.shtml
 */
export const defaultBlocklists = (spamhausKey: string | undefined): Blocklist[] => [
  {
    name: 'dbl',
    kind: 'domain',
    zone: spamhausZone('dbl', spamhausKey),
    codes: {
      style: 'exact',
      meanings: {
        '127.0.1.2': listing('a domain of spam or of low reputation'),
        '127.0.1.4': listing('a domain of phishing'),
        '127.0.1.5': listing('a domain of malware'),
        '127.0.1.6': listing('a domain that commands a botnet'),
        '127.0.1.102': listing('a sound domain that is abused for spam'),
        '127.0.1.103': listing('a redirector that is abused for spam'),
        '127.0.1.104': listing('a sound domain that is abused for phishing'),
        '127.0.1.105': listing('a sound domain that is abused for malware'),
        '127.0.1.106': listing('a sound domain that is abused to command a botnet'),
      },
    },
    canary: 'dbltest.com',
    negativeCanary: 'invalid',
  },
  {
    name: 'surbl',
    kind: 'domain',
    zone: 'multi.surbl.org',
    codes: {
      style: 'bits',
      meanings: [
        { bit: 8, ...listing('phishing') },
        { bit: 16, ...listing('malware') },
        { bit: 64, ...listing('abuse: spam') },
        { bit: 128, ...listing('a site that was broken into') },
      ],
    },
    canary: 'test.surbl.org',
    negativeCanary: 'invalid',
  },
  {
    name: 'uribl',
    kind: 'domain',
    zone: 'multi.uribl.com',
    codes: {
      style: 'bits',
      meanings: [
        { bit: 2, ...listing('black: seen in unsolicited mail') },
        { bit: 4, ...remark('grey: bulk mail, which is no listing') },
        { bit: 8, ...remark('red: a new or undecided domain, which is no listing') },
      ],
    },
    canary: 'test.uribl.com',
    negativeCanary: 'invalid',
  },
  {
    name: 'zen',
    kind: 'ip',
    zone: spamhausZone('zen', spamhausKey),
    codes: {
      style: 'exact',
      meanings: {
        '127.0.0.2': listing('SBL: a source of spam'),
        '127.0.0.3': listing('CSS: a source of snowshoe spam'),
        '127.0.0.4': listing('XBL: an exploited machine'),
        '127.0.0.9': listing('DROP: a hijacked network'),
        '127.0.0.10': listing('PBL: should not send mail directly, as its provider says'),
        '127.0.0.11': listing('PBL: should not send mail directly, as Spamhaus says'),
        '127.0.0.30': listing('BCL: commands a botnet'),
      },
    },
    canary: '127.0.0.2',
    negativeCanary: '127.0.0.1',
  },
]
