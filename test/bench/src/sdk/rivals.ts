import { createColdframe } from '@coldframe/sdk'
import Cloudflare from 'cloudflare'
import { Octokit } from 'octokit'
import OpenAI from 'openai'
import createClient from 'openapi-fetch'
import { Resend } from 'resend'
import Stripe from 'stripe'
import { Svix } from 'svix'

export interface Settled {
  /** What the call gave; an error that was given and not thrown stands in `error`. */
  value?: unknown
  error?: unknown
}

/** Makes one "create" at `baseUrl`, as the package's own documentation would have it. */
export type Create = (baseUrl: string, timeoutMs: number) => Promise<Settled>

const order = { name: 'getacme.com', provider: 'microsoft365', registration: 'register', dns: 'managed' } as const

/** Each with what it does by itself; only the time-out of an attempt is set, where it can be. */
export const rivals: Record<string, Create> = {
  coldframe: async (baseUrl, timeoutMs) => {
    const client = createColdframe({ apiKey: 'cf_test_1', baseUrl, timeoutMs })
    return { value: await client.domains.create({ ...order, mailboxCount: 1 }) }
  },
  stripe: async (baseUrl, timeout) => {
    const { hostname, port } = new URL(baseUrl)
    const stripe = new Stripe('sk_test_1', { host: hostname, port, protocol: 'http', timeout })
    return { value: await stripe.customers.create({ name: 'x' }) }
  },
  openai: async (baseURL, timeout) => {
    const openai = new OpenAI({ apiKey: 'sk-1', baseURL, timeout })
    return { value: await openai.chat.completions.create({ model: 'x', messages: [] }) }
  },
  cloudflare: async (baseURL, timeout) => {
    const cloudflare = new Cloudflare({ apiToken: 'x', baseURL, timeout })
    return { value: await cloudflare.zones.create({ account: {}, name: 'getacme.com' }) }
  },
  svix: async (serverUrl, requestTimeout) => {
    const svix = new Svix('testsk_1.eu', { serverUrl, requestTimeout })
    return { value: await svix.application.create({ name: 'x' }) }
  },
  resend: async (baseUrl) => {
    const resend = new Resend('re_1', { baseUrl })
    const { data, error } = await resend.emails.send({ from: 'a@x.com', to: 'b@x.com', subject: 'x', text: 'x' })
    return { value: data, error: error ?? undefined }
  },
  'openapi-fetch': async (baseUrl) => {
    const client = createClient<Paths>({ baseUrl })
    const { data, error, response } = await client.POST('/v1/domains', { body: {} })
    return { value: data, error: error === undefined ? undefined : { status: response.status, text: error } }
  },
  octokit: async (baseUrl) => {
    const onLimit = () => true
    const octokit = new Octokit({
      auth: 'x',
      baseUrl,
      throttle: { onRateLimit: onLimit, onSecondaryRateLimit: onLimit },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    })
    return { value: await octokit.request('POST /repos/{owner}/{repo}/issues', { owner: 'a', repo: 'b', title: 'x' }) }
  },
}

interface Paths {
  '/v1/domains': {
    post: {
      requestBody: { content: { 'application/json': object } }
      responses: { 200: { content: { 'application/json': object } }; 400: { content: { 'application/json': object } } }
    }
  }
}
