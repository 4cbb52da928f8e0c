/* global React, ReactDOM, GraphiQL */
import { createClient } from '/graphiql/graphql-ws/client.js'

const isSubscription = ({ operationName }, document) =>
  document?.definitions.some(
    ({ operation, name }) => operation === 'subscription' && (!operationName || name?.value === operationName),
  )

const subscriptionUrl = () => new URL('/graphql', location.href.replace(/^http/, 'ws')).href

const placeholder = 'Bearer cf_test_…'

/** Headers of the page are sent as they are, or with the first message of a WebSocket, which has none. */
async function ask(request, { headers = {}, documentAST } = {}) {
  if (headers.Authorization === placeholder) return { errors: [{ message: 'Put a key into the headers.' }] }
  if (isSubscription(request, documentAST))
    return createClient({ url: subscriptionUrl(), connectionParams: headers }).iterate(request)
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  })
  return response.json()
}

const page = React.createElement(GraphiQL, {
  fetcher: ask,
  defaultHeaders: JSON.stringify({ Authorization: placeholder }, null, 2),
  defaultEditorToolsVisibility: 'headers',
  // A key does not belong into the storage of a browser.
  shouldPersistHeaders: false,
  defaultQuery: `# Put a key into the headers below, and fetch the schema again.
{
  domains(first: 10) {
    nodes { name status mailboxes(first: 5) { nodes { address dailySendLimit } } }
  }
}
`,
})
ReactDOM.createRoot(document.getElementById('page')).render(page)
