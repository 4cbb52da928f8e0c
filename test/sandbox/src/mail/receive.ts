import { randomBytes } from 'node:crypto'
import { authenticate } from 'mailauth'
import type { World } from '../world/world.ts'
import { worldResolver } from './resolver.ts'
import { outboundHosts } from './zones.ts'

type Verdict = 'accept' | 'junk' | 'reject'
export interface Received {
  verdict: Verdict
  raw: Buffer
}

const rfcDate = (milliseconds: number) => new Date(milliseconds).toUTCString().replace('GMT', '+0000')
const pick = () => outboundHosts[(randomBytes(1)[0] ?? 0) % outboundHosts.length] ?? outboundHosts[0]

/** What the receiving server does: judges the message, and writes its trace in front of it (RFC 5321 section 4.4). */
export async function receive(
  world: World,
  message: { raw: Buffer; envelopeFrom: string; recipient: string; exchange: string },
): Promise<Received> {
  const { helo, host, ip } = pick()
  const { raw, envelopeFrom, recipient, exchange } = message
  const judged = await authenticate(raw, {
    ip,
    helo,
    sender: envelopeFrom,
    mta: exchange,
    resolver: worldResolver(world),
    disableBimi: true,
  })
  const results = resultsHeader(judged, ip, envelopeFrom)
  const trace = [
    `Return-Path: <${envelopeFrom}>`,
    `Received: from ${helo} (${host} [${ip}])\r\n by ${exchange} with ESMTPS id ${randomBytes(8).toString('hex')}\r\n for <${recipient}>; ${rfcDate(world.now())}`,
    `Authentication-Results: ${results.header}`,
  ]
  return { verdict: results.verdict, raw: Buffer.concat([Buffer.from(`${trace.join('\r\n')}\r\n`), raw]) }
}

type Judged = Awaited<ReturnType<typeof authenticate>>

const actions = { accept: 'none', junk: 'quarantine', reject: 'oreject' } as const

/** In the words of Exchange Online Protection, which puts no server name first. */
function resultsHeader({ spf, dkim, dmarc }: Judged, ip: string, envelopeFrom: string) {
  const best = dkim.results.find((one) => one.status.result === 'pass') ?? dkim.results[0]
  const dmarcResult = dmarc ? dmarc.status.result : 'none'
  const verdict = verdictOf(dmarcResult, dmarc ? dmarc.policy : undefined)
  const isGood = dmarcResult === 'pass' || dmarcResult === 'none'
  const spfResult = spf ? spf.status.result : 'none'
  const header = [
    `spf=${spfResult} (sender IP is ${ip})\r\n smtp.mailfrom=${envelopeFrom.slice(envelopeFrom.lastIndexOf('@') + 1)}`,
    `dkim=${best?.status.result ?? 'none'}${best ? ` header.d=${best.signingDomain}` : ''}`,
    `dmarc=${dmarcResult} action=${actions[verdict]} header.from=${dmarc ? dmarc.domain : ''}`,
    `compauth=${isGood ? 'pass reason=100' : 'fail reason=000'}`,
  ].join(';\r\n ')
  return { header, verdict }
}

function verdictOf(result: string, policy: string | undefined): Verdict {
  if (result !== 'fail') return 'accept'
  if (policy === 'reject') return 'reject'
  return policy === 'quarantine' ? 'junk' : 'accept'
}
