import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Faults } from '../world/faults.ts'
import { type DnsQuery, isRecursionDesired, readQuery } from './query.ts'
import type { WorldResolver } from './resolver.ts'
import { type DnsResponse, encodeFormatError, encodeResponse, ownUdpPayloadSize } from './response.ts'

export interface DnsServer {
  host: string
  port: number
  close(): Promise<void>
}

type Transport = 'udp' | 'tcp'

const host = '127.0.0.1'
const classicUdpBytes = 512
const maximumTcpBytes = 65_535
const idleTcpMs = 10_000

/** UDP and TCP on one port; 0 takes any that is free for both. */
export async function startDnsServer(resolver: WorldResolver, faults: Faults, port: number): Promise<DnsServer> {
  const respond = (message: Buffer, transport: Transport) =>
    answerMessage(message, transport, resolver, faults).catch((error: Error) => {
      process.emitWarning(error)
      return null
    })
  const { udp, tcp } = await listen(port)
  const connections = new Set<Socket>()
  for (const socket of [udp, tcp]) socket.on('error', (error: Error) => process.emitWarning(error))
  udp.on('message', async (message, { port: clientPort, address }) => {
    const answer = await respond(message, 'udp')
    // Port 0 can only be forged, and send() throws on it.
    if (answer && clientPort !== 0) udp.send(answer, clientPort, address, () => {})
  })
  tcp.on('connection', (socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    serveConnection(socket, (message) => respond(message, 'tcp'))
  })
  return {
    host,
    port: udp.address().port,
    async close() {
      for (const socket of connections) socket.destroy()
      await Promise.all([new Promise<void>((done) => udp.close(done)), new Promise((done) => tcp.close(done))])
    },
  }
}

async function listen(port: number): Promise<{ udp: UdpSocket; tcp: Server }> {
  for (let attempt = 1; ; attempt++) {
    const udp = createSocket('udp4')
    const tcp = createServer()
    try {
      udp.bind(port, host)
      await once(udp, 'listening')
      tcp.listen(udp.address().port, host)
      await once(tcp, 'listening')
      return { udp, tcp }
    } catch (error) {
      udp.close()
      // A port that is free for UDP may be taken for TCP: with port 0 the next one may do.
      if (port !== 0 || attempt === 20) throw error
    }
  }
}

/** RFC 7766: two bytes of length before each message, and many messages on one connection. */
function serveConnection(socket: Socket, respond: (message: Buffer) => Promise<Buffer | null>) {
  let pending = Buffer.alloc(0)
  socket.setTimeout(idleTcpMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', async (chunk) => {
    pending = Buffer.concat([pending, chunk])
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const message = pending.subarray(2, 2 + pending.readUInt16BE(0))
      pending = pending.subarray(2 + message.length)
      const answer = await respond(message)
      if (!answer || socket.destroyed) continue
      const length = Buffer.alloc(2)
      length.writeUInt16BE(answer.length)
      socket.write(Buffer.concat([length, answer]))
    }
  })
}

/** Null when the server keeps silent. */
async function answerMessage(message: Buffer, transport: Transport, resolver: WorldResolver, faults: Faults) {
  const query = readQuery(message)
  if (!query) return null
  if ('malformed' in query) return encodeFormatError(query)
  const fault = faults.biteQuestion(query.name, query.type)
  if (fault?.kind === 'timeout') return null
  if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { ref: false })
  const response = fault?.kind === 'servfail' ? plainResponse('SERVFAIL') : answerQuery(query, resolver)
  return encodeResponse(query, response, transport === 'tcp' ? maximumTcpBytes : udpLimit(query))
}

/** RFC 6891 section 6.2.5: sizes below 512 count as 512. */
function udpLimit({ edns }: DnsQuery) {
  return Math.min(Math.max(edns?.udpPayloadSize ?? classicUdpBytes, classicUdpBytes), ownUdpPayloadSize)
}

function answerQuery(query: DnsQuery, resolver: WorldResolver): DnsResponse {
  if (query.opcode !== 0) return plainResponse('NOTIMP')
  if (query.edns && query.edns.version > 0) return plainResponse('BADVERS')
  if (query.class !== 'IN' || ['AXFR', 'IXFR'].includes(query.type)) return plainResponse('REFUSED')
  // RFC 8482 section 4.2: ANY is answered with one small record, for names that exist.
  const response = resolver.answer(query.name, query.type === 'ANY' ? 'HINFO' : query.type, isRecursionDesired(query))
  if (query.type !== 'ANY' || response.code !== 'NOERROR') return response
  const minimal = { name: query.name, type: 'HINFO', ttlSeconds: 3_600, content: 'RFC8482' }
  return { ...response, answers: [minimal], authorities: [] }
}

const plainResponse = (code: DnsResponse['code']): DnsResponse => ({
  code,
  isAuthoritative: false,
  answers: [],
  authorities: [],
})
