/** Requests to the PowerDNS API, to be sent to the sandbox and to the real server alike. */
export interface Step {
  method: string
  path: string
  body?: unknown
}

const zones = '/api/v1/servers/localhost/zones'
const zone = `${zones}/acme.com.`
const create = (body: unknown): Step => ({ method: 'POST', path: zones, body })
const patch = (...rrsets: unknown[]): Step => ({ method: 'PATCH', path: zone, body: { rrsets } })
const get = (path: string): Step => ({ method: 'GET', path })
const replace = (name: string, type: string, ...contents: string[]) => ({
  name,
  type,
  ttl: 300,
  changetype: 'REPLACE',
  records: contents.map((content) => ({ content, disabled: false })),
})

const servers = [
  get('/api/v1/servers'),
  get('/api/v1/servers/localhost'),
  get('/api/v1/servers/nope/zones'),
  get(zones),
]

const creations = [
  create({ name: 'acme.com', kind: 'Native', nameservers: ['ns1.x.example.'] }),
  create({ name: 'acme.com.', kind: 'Native', nameservers: ['ns1.x.example'] }),
  create({ name: 'acme.com.', kind: 'Native', nameservers: 'ns1.x.example.' }),
  create({
    name: 'acme.com.',
    kind: 'Native',
    nameservers: ['ns1.x.example.', 'ns2.x.example.'],
    account: 'coldframe',
  }),
  create({ name: 'acme.com.', kind: 'Native', nameservers: ['ns1.x.example.'] }),
  create({ name: 'ac me.com.', kind: 'Native' }),
  create({ kind: 'Native' }),
  create([]),
  create({ name: 'odd.com.', kind: 'Strange' }),
  create({ name: 'bad.com.' }),
  create({ name: 'acme.com.' }),
  create({ name: 'lower.com.', kind: 'native' }),
  create({ name: 'bad.com.', kind: 'Native', rrsets: [replace('www.bad.com.', 'A', '1.2.3.444')] }),
  get(`${zones}/bad.com.`),
  create({ name: 'full.com.', kind: 'Native', rrsets: [replace('www.full.com.', 'A', '192.0.2.1')] }),
  get(`${zones}/full.com.`),
  { method: 'PUT', path: zones, body: {} },
]

const changes = [
  patch({ ...replace('acme.com.', 'TXT', '"v=spf1 -all"'), comments: [{ content: 'by coldframe', account: 'cf' }] }),
  patch(replace('acme.com.', 'MX', '0 Mail.example.'), replace('_dmarc.acme.com.', 'TXT', '"v=DMARC1; p=none"')),
  patch(replace('w.acme.com.', 'CNAME', 'mail.example.')),
  patch(replace('key.acme.com.', 'TXT', `"${'a'.repeat(300)}"`)),
  patch(replace('key2.acme.com.', 'TXT', `"${'a'.repeat(255)}" "${'b'.repeat(45)}"`)),
  patch(replace('caa.acme.com.', 'CAA', '0 issue "letsencrypt.org"'), replace('v6.acme.com.', 'AAAA', '2001:db8::1')),
  patch(replace('_s._tcp.acme.com.', 'SRV', '1 2 443 www.example.')),
  patch({ ...replace('Off.acme.com.', 'A'), records: [{ content: '192.0.2.1', disabled: true }] }),
  patch({ name: 'acme.com.', type: 'TXT', changetype: 'REPLACE', comments: [{ content: 'new', account: 'cf' }] }),
  get(zone),
  get(`${zones}/ACME.com`),
  get(`${zone}?rrsets=false`),
  get(`${zone}?rrset_name=acme.com.&rrset_type=TXT`),
  get(`${zones}?zone=acme.com.`),
  get(`${zones}?zone=acme.com`),
  get(`${zones}?zone=unknown.com.`),
]

const refusals = [
  patch(replace('acme.com.', 'TXT', 'v=spf1 -all')),
  patch(replace('acme.com.', 'TXT', '"a"', '"a"')),
  patch(replace('acme.com.', 'MX', '0 mail.example')),
  patch(replace('acme.com.', 'MX', 'mail.example.')),
  patch(replace('acme.com.', 'CNAME', 'mail.example.')),
  patch(replace('w.acme.com.', 'A', '192.0.2.1')),
  patch(replace('w.acme.com.', 'CNAME', 'a.example.', 'b.example.')),
  patch(replace('x.other.com.', 'A', '192.0.2.1')),
  patch(replace('x.acme.com', 'A', '192.0.2.1')),
  patch(replace('x y.acme.com.', 'A', '192.0.2.1')),
  patch(replace('x.acme.com.', 'NOPE', '192.0.2.1')),
  patch({ ...replace('x.acme.com.', 'A', '192.0.2.1'), changetype: undefined }),
  patch({ ...replace('x.acme.com.', 'A', '192.0.2.1'), changetype: 'STRANGE' }),
  patch({ ...replace('x.acme.com.', 'A', '192.0.2.1'), ttl: undefined }),
  patch({ ...replace('x.acme.com.', 'A'), records: undefined }),
  patch({ ...replace('x.acme.com.', 'A'), records: [{ content: '192.0.2.1', disabled: 'yes' }] }),
  patch({ ...replace('x.acme.com.', 'A', '192.0.2.1'), comments: [{ content: 'no account' }] }),
  patch(replace('x.acme.com.', 'A', '192.0.2.1'), replace('x.acme.com.', 'A', '192.0.2.2')),
  // The first half is fine, and must not stay.
  patch(replace('half.acme.com.', 'A', '192.0.2.1'), replace('half2.acme.com.', 'A', 'nonsense')),
  { method: 'PATCH', path: zone, body: {} },
  { method: 'PATCH', path: `${zones}/unknown.com.`, body: { rrsets: [] } },
  get(zone),
]

const removals = [
  patch({ name: 'w.acme.com.', type: 'CNAME', changetype: 'DELETE' }, replace('w.acme.com.', 'A', '192.0.2.1')),
  patch({ name: 'w.acme.com.', type: 'A', changetype: 'delete' }),
  patch({ name: 'w.acme.com.', type: 'A', changetype: 'DELETE' }),
  patch(replace('acme.com.', 'MX')),
  get(zone),
  { method: 'DELETE', path: zone },
  { method: 'DELETE', path: zone },
  get(zone),
]

export const scenario: Step[] = [...servers, ...creations, ...changes, ...refusals, ...removals]
