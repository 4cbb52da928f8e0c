import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import dnsPacket, { type Answer, type Question } from 'dns-packet'
import type { Test } from 'tap'

/** `silence` never answers; null is NXDOMAIN. */
export type Respond = (question: Question) => string[] | null | 'silence'

const NXDOMAIN = 3

/** A DNS server whose answers a test decides one by one. */
export async function startDnsServer(t: Test, respond: Respond): Promise<string> {
  const socket = createSocket('udp4')
  socket.on('message', (message, { port, address }) => {
    const { id, questions = [] } = dnsPacket.decode(message)
    const [question] = questions
    if (!question) return
    const found = respond(question)
    if (found === 'silence') return
    const answers = (found ?? []).map((data) => toAnswer(question, data))
    const flags = dnsPacket.AUTHORITATIVE_ANSWER | (found ? 0 : NXDOMAIN)
    socket.send(dnsPacket.encode({ type: 'response', id, flags, questions, answers }), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.teardown(() => socket.close())
  return `127.0.0.1:${socket.address().port}`
}

const toAnswer = ({ name, type }: Question, data: string): Answer =>
  type === 'AAAA' ? { name, type: 'AAAA', ttl: 0, data } : { name, type: 'A', ttl: 0, data }
