import type { Resolver } from 'node:dns/promises'
import { authenticate, type DNSResolver } from 'mailauth'
import { z } from 'zod'

const Answers = z.custom<Awaited<ReturnType<DNSResolver>>>(Array.isArray)

/** First match in the header section; `name` is a pattern of what follows the header's name. */
function find(raw: string, pattern: RegExp): string {
  const head = raw.split(/\r?\n\r?\n/, 1)[0] ?? ''
  const found = pattern.exec(head.replaceAll(/\r?\n[ \t]+/g, ' '))?.[1]
  if (found === undefined) throw new Error(`The message has no ${pattern}`)
  return found
}

/** What a receiver makes of a message that came in over the connection that its newest trace headers name. */
export async function judgeMessage(raw: string, resolver: Resolver) {
  const resolve: DNSResolver = async (name, type) => Answers.parse(await resolver.resolve(name, type))
  const { spf, dkim, dmarc } = await authenticate(Buffer.from(raw), {
    ip: find(raw, /^Received: from \S+ \(\S+ \[([^\]]+)\]\)/m),
    helo: find(raw, /^Received: from (\S+) /m),
    sender: find(raw, /^Return-Path: <([^>]+)>/m),
    mta: 'receiver.example',
    resolver: resolve,
    disableArc: true,
    disableBimi: true,
  })
  return {
    spf: { result: spf ? spf.status.result : 'none', domain: spf ? spf.domain : '' },
    dkim: dkim.results.map(({ status, signingDomain }) => ({ result: status.result, domain: signingDomain })),
    dmarc: { result: dmarc ? dmarc.status.result : 'none', domain: dmarc ? dmarc.domain : '' },
  }
}
