import { createServer } from 'node:http'

/** A page of mailboxes as the API has it, from memory; a process of its own for the measurement of clients. */
const mailbox = {
  id: 'mbx_01jd8k5f9q4rwxyzabcdefghjk',
  domainId: 'dom_01jd8k5f9q4rwxyzabcdefghjk',
  address: 'anna.lee@getacme.com',
  displayName: 'Anna Lee',
  status: 'warming',
  dailySendLimit: 8,
  pausedBy: null,
  metadata: {},
  createdAt: '2026-03-01T00:00:00.000Z',
  updatedAt: '2026-03-01T00:00:00.000Z',
}
const text = JSON.stringify({ data: Array.from({ length: 20 }, () => mailbox), nextCursor: null })

const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req-1' }).end(text)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address !== 'string') process.send?.({ url: `http://127.0.0.1:${address.port}` })
})
