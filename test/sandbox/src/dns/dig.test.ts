import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import t from 'tap'
import { createWorld } from '../world/create-world.ts'
import { startDnsServer } from './server.ts'

const program = '/usr/bin/dig'
const skip = !existsSync(program) && 'dig is missing (Debian: bind9-dnsutils)'

t.test('dig reads every answer without a warning', { skip }, async (t) => {
  const parts = createWorld({ dataDir: null, delays: { preset: 'zero' } })
  const server = await startDnsServer(parts.resolver, parts.faults, 0)
  t.teardown(async () => {
    await server.close()
    parts.close()
  })
  const { zones } = parts.world
  zones.publish('big.sandbox.example', 'TXT', 60, ['x'.repeat(2_000)])
  zones.publish('sandbox.example', 'CAA', 60, ['0 issue "letsencrypt.org"'])
  zones.publish('sandbox.example', 'MX', 60, ['10 ns1.dns.sandbox.example', '20 ns2.dns.sandbox.example'])
  zones.publish('alias.sandbox.example', 'CNAME', 60, ['ns1.dns.sandbox.example'])
  const dig = async (...question: string[]) => {
    const options = ['@127.0.0.1', '-p', String(server.port), '+nocmd', '+nostats', '+tries=1']
    const { stdout } = await promisify(execFile)(program, [...options, ...question])
    t.notMatch(stdout, /warning|malformed|extra bytes/i, question.join(' '))
    return stdout
  }
  t.match(await dig('alias.sandbox.example', 'A'), /alias.*CNAME\s+ns1.*\n.*ns1.*A\s+127\.0\.0\.1/)
  t.match(await dig('sandbox.example', 'MX'), /MX\s+10 ns1\.dns\.sandbox\.example\.[\s\S]*20 ns2\.dns/)
  t.match(await dig('sandbox.example', 'CAA'), /CAA\s+0 issue "letsencrypt\.org"/)
  t.match(
    await dig('sandbox.example', 'SOA'),
    /SOA\s+ns1\.vendors\.sandbox\.example\. hostmaster\.sandbox\.example\. 1 3600/,
  )
  t.match(await dig('big.sandbox.example', 'TXT'), /flags: qr aa rd ra;[\s\S]*"x{255}" "x{255}"/, 'by TCP')
  t.match(await dig('big.sandbox.example', 'TXT', '+ignore'), /flags: qr aa tc rd ra;/)
  t.match(
    await dig('none.sandbox.example', 'A'),
    /status: NXDOMAIN[\s\S]*AUTHORITY SECTION:\nsandbox\.example\.\s+60\s+IN\s+SOA/,
  )
  t.match(await dig('sandbox.example', 'ANY'), /HINFO\s+"RFC8482"/)
  t.match(await dig('x.nosuchtld', 'A'), /status: REFUSED/)
  t.match(await dig('sandbox.example', 'A', '+edns=1', '+noednsnegotiation'), /status: BADVERS/)
})
