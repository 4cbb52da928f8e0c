import { ClientSecretCredential } from '@azure/identity'
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  ResponseType,
} from '@microsoft/microsoft-graph-client'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { startVendors } from '../testing/start-vendors.ts'
import { sandboxCredentials } from '../world/credentials.ts'
import { microsoftVendors } from './vendors.ts'

const { partner, proof } = sandboxCredentials

/** Microsoft's own packages, over TLS, as a product uses them. */
async function start(test: Test) {
  const { parts, url } = await startVendors(test, { vendors: () => microsoftVendors })
  parts.world.vendorsUrl = url
  const credential = (tenant: string, secret: string = partner.clientSecret) =>
    new ClientSecretCredential(tenant, partner.clientId, secret, { authorityHost: url, disableInstanceDiscovery: true })
  const own = credential(proof.tenantId)
  const getAccessToken = async () => (await own.getToken('https://graph.microsoft.com/.default')).token
  const graph = Client.initWithMiddleware({
    authProvider: { getAccessToken },
    baseUrl: url,
    customHosts: new Set(['localhost']),
  })
  return { parts, credential, graph }
}

t.test('@azure/identity gets tokens, and Microsoft’s codes when it does not', async (t) => {
  const { credential } = await start(t)
  const token = await credential(proof.tenantId).getToken('https://graph.microsoft.com/.default')
  t.ok(token.expiresOnTimestamp > Date.now())
  const scope = 'https://graph.microsoft.com/.default'
  await t.rejects(credential(proof.tenantId, 'wrong').getToken(scope), { message: /AADSTS7000215/ })
  await t.rejects(credential(crypto.randomUUID()).getToken(scope), {
    message: /AADSTS90002|endpoints_resolution_error/,
  })
})

t.test('the Graph client reads, sends, and carries the error’s code and request id', async (t) => {
  const { graph } = await start(t)
  const user = `/users/${proof.mailbox}`
  const message = {
    subject: 'To myself',
    body: { contentType: 'Text', content: 'Hello' },
    toRecipients: [{ emailAddress: { address: proof.mailbox } }],
  }
  await graph.api(`${user}/sendMail`).post({ message })
  const Listed = z.object({ value: z.array(z.object({ id: z.string(), subject: z.string() })) })
  const { value } = Listed.parse(await graph.api(`${user}/mailFolders/inbox/messages`).select('subject').top(5).get())
  t.match(value, [{ subject: 'To myself' }])
  const raw = await graph.api(`${user}/messages/${value[0]?.id}/$value`).responseType(ResponseType.TEXT).get()
  t.match(raw, /^Return-Path: /)
  const error = await graph
    .api('/users/nobody@proof.sandbox.example')
    .get()
    .catch((caught: unknown) => caught)
  t.ok(error instanceof GraphError)
  t.match(error, { statusCode: 404, code: 'Request_ResourceNotFound', requestId: /^[0-9a-f-]{36}$/ })
})

t.test('the Graph client’s batches work', async (t) => {
  const { graph } = await start(t)
  const request = (path: string) => new Request(`https://localhost${path}`, { method: 'GET' })
  const content = new BatchRequestContent([
    { id: '1', request: request(`/users/${proof.mailbox}`) },
    { id: '2', request: request('/domains') },
  ])
  const answer = new BatchResponseContent(await graph.api('/$batch').post(await content.getContent()))
  t.equal(answer.getResponseById('1').status, 200)
  t.equal(answer.getResponseById('2').status, 403)
})
