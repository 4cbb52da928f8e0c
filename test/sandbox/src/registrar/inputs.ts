import { z } from 'zod'
import { isValidName, soldTlds } from '../dns/names.ts'
import { registrarErrors } from './errors.ts'

/** Inputs of the operations, with the constraints of the API reference of Route 53 Domains. */
const Contact = z.object({
  FirstName: z.string().min(1).max(255),
  LastName: z.string().min(1).max(255),
  ContactType: z.enum(['PERSON', 'COMPANY', 'ASSOCIATION', 'PUBLIC_BODY', 'RESELLER']).optional(),
  AddressLine1: z.string().min(1).max(255),
  City: z.string().min(1).max(255),
  CountryCode: z.string().regex(/^[A-Z]{2}$/),
  ZipCode: z.string().min(1).max(255),
  PhoneNumber: z.string().regex(/^\+\d{1,3}\.\d{4,30}$/, 'must be in the format +[country dialing code].[number]'),
  Email: z.email().max(254),
})

const DomainName = z.string().max(255)
export const DomainInput = z.object({ DomainName })
export const RegisterInput = DomainInput.extend({
  DurationInYears: z.int().min(1).max(10),
  AutoRenew: z.boolean().default(true),
  AdminContact: Contact,
  RegistrantContact: Contact,
  TechContact: Contact,
})
export const OperationInput = z.object({ OperationId: z.string().max(255) })
export const NameserversInput = DomainInput.extend({
  Nameservers: z
    .array(z.object({ Name: z.string().max(255), GlueIps: z.array(z.string()).optional() }))
    .min(2)
    .max(6),
})

const page = { Marker: z.string().optional(), MaxItems: z.int().min(1).max(100).default(20) }
const SortOrder = z.enum(['ASC', 'DESC']).default('ASC')
export const ListOperationsInput = z.object({
  ...page,
  SubmittedSince: z.number().optional(),
  Status: z.array(z.string()).optional(),
  Type: z.array(z.string()).optional(),
  SortOrder,
})
export const ListDomainsInput = z.object({
  ...page,
  FilterConditions: z
    .array(z.object({ Name: z.enum(['DomainName', 'Expiry']), Operator: z.string(), Values: z.array(z.string()) }))
    .default([]),
  SortCondition: z.object({ Name: z.enum(['DomainName', 'Expiry']), SortOrder }).optional(),
})
export const ListPricesInput = z.object({
  Tld: z.string().optional(),
  Marker: z.string().optional(),
  MaxItems: z.int().min(1).max(1_000).default(1_000),
})

export function parseInput<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw registrarErrors.invalidInput(faults.join('; '))
}

/** A name that the registrar could sell, in lower case: one label below a top-level domain that it supports. */
export function sellableName(name: string): string {
  const lower = name.toLowerCase().replace(/\.$/, '')
  const labels = lower.split('.')
  if (labels.length < 2) throw registrarErrors.invalidInput('Give domain name must contain more than 1 label')
  if (!isValidName(lower) || lower.includes('_') || lower.includes('*')) {
    throw registrarErrors.invalidInput(`Invalid domain name: ${name}`)
  }
  const tld = labels.slice(1).join('.')
  if (soldTlds.includes(tld) && !soldTlds.includes(lower)) return lower
  const isBelow = soldTlds.some((sold) => tld.endsWith(`.${sold}`))
  if (isBelow || soldTlds.includes(lower)) throw registrarErrors.invalidInput(`${name} is not a registrable name`)
  throw registrarErrors.unsupportedTld(tld)
}

/** `Marker` and `MaxItems` as the API pages: the marker is the position, opaque to the client. */
export function takePage<T>(items: T[], { Marker, MaxItems }: { Marker?: string; MaxItems: number }) {
  const start = Marker === undefined ? 0 : Number(Marker)
  if (!Number.isInteger(start) || start < 0) throw registrarErrors.invalidInput('Invalid Marker')
  const end = start + MaxItems
  return { items: items.slice(start, end), ...(end < items.length ? { NextPageMarker: String(end) } : {}) }
}
