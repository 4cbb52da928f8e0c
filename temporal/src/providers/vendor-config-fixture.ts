import { parseVendorConfig, type VendorConfig } from './vendor-config.ts'

const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@brand.example',
  phoneNumber: '+41 44 123 45 67',
  addressLine1: 'Bahnhofstrasse 1',
  city: 'Zürich',
  postalCode: '8001',
  country: 'CH',
}

const environment = {
  MICROSOFT_LOGIN_URL: 'https://login.vendors.example',
  PARTNER_CENTER_URL: 'https://partner.vendors.example',
  GRAPH_URL: 'https://graph.vendors.example',
  EXCHANGE_URL: 'https://exchange.vendors.example',
  PARTNER_TENANT_ID: '00000000-0000-4000-8000-000000000001',
  PARTNER_CLIENT_ID: '00000000-0000-4000-8000-000000000002',
  PARTNER_CLIENT_SECRET: 'client-secret',
  PARTNER_REFRESH_TOKEN: 'refresh-0',
  PARTNER_PRODUCT_ID: 'CFQ7TTC0LH16',
  PARTNER_ADDRESSES: JSON.stringify({
    none: { ...address, country: 'US', state: 'NY' },
    eu: { ...address, country: 'DE' },
    ch: address,
  }),
  REGISTRAR_URL: 'https://registrar.vendors.example',
  REGISTRAR_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  REGISTRAR_SECRET_ACCESS_KEY: 'registrar-secret',
  REGISTRAR_CONTACT: JSON.stringify(address),
  POWERDNS_URL: 'https://dns.vendors.example',
  POWERDNS_API_KEY: 'powerdns-key',
  POWERDNS_NAMESERVERS: 'ns1.dns.example,ns2.dns.example',
  PROOF_MAILBOX: 'proof@proof.example',
  PROOF_GRAPH_TENANT_ID: '00000000-0000-4000-8000-000000000003',
}

/** Complete vendor settings for tests. */
export function vendorConfigFixture(changes: Record<string, string> = {}): VendorConfig {
  const variables = Object.entries({ ...environment, ...changes }).map(([name, value]) => [`TEST_${name}`, value])
  const config = parseVendorConfig(Object.fromEntries(variables), 'TEST_')
  if (!config) throw new Error('no settings')
  return config
}
