export const blocklistNames = ['dbl', 'surbl', 'uribl', 'zen'] as const
export type BlocklistName = (typeof blocklistNames)[number]

export interface ServedBlocklist {
  kind: 'domain' | 'ip'
  zone: string
  /** What an entry is answered with. */
  code: string
  /** Always listed (RFC 5782 section 5), and its answers. */
  testPoint: { entry: string; codes: string[] }
  /** What those get who may not ask. */
  refusals: string[]
  page: string
}

/** 252: a zone written wrongly; 254: a public resolver; 255: too many questions. */
const spamhaus = {
  refusals: ['127.255.255.252', '127.255.255.254', '127.255.255.255'],
  page: 'https://check.spamhaus.org/query/',
}

/**
 * Lists as their owners describe them: https://docs.spamhaus.com/datasets/docs/source/70-access-methods/data-query-service/040-dqs-queries.html,
 * https://www.surbl.org/lists, https://uribl.com/about.shtml
 */
export const servedBlocklists: Record<BlocklistName, ServedBlocklist> = {
  dbl: {
    ...spamhaus,
    kind: 'domain',
    zone: 'dbl.spamhaus.org',
    code: '127.0.1.2',
    testPoint: { entry: 'dbltest.com', codes: ['127.0.1.2'] },
  },
  surbl: {
    kind: 'domain',
    zone: 'multi.surbl.org',
    code: '127.0.0.64',
    testPoint: { entry: 'test.surbl.org', codes: ['127.0.0.254'] },
    refusals: ['127.0.0.1'],
    page: 'https://www.surbl.org/surbl-analysis?d=',
  },
  uribl: {
    kind: 'domain',
    zone: 'multi.uribl.com',
    code: '127.0.0.2',
    testPoint: { entry: 'test.uribl.com', codes: ['127.0.0.14'] },
    refusals: ['127.0.0.1'],
    page: 'https://lookup.uribl.com/?domain=',
  },
  zen: {
    ...spamhaus,
    kind: 'ip',
    zone: 'zen.spamhaus.org',
    code: '127.0.0.3',
    testPoint: { entry: '127.0.0.2', codes: ['127.0.0.2', '127.0.0.4', '127.0.0.10'] },
  },
}
