import { sandboxCredentials } from './world/credentials.ts'

export interface SandboxAddresses {
  vendorsUrl: string
  dnsPort: number
}

/** The `TEST_…` settings of a product whose test keys run against this world. */
export function sandboxEnvironment({ vendorsUrl, dnsPort }: SandboxAddresses): Record<string, string> {
  const { partner, registrar, powerdns, proof, registrarContact, addresses } = sandboxCredentials
  return {
    TEST_MICROSOFT_LOGIN_URL: vendorsUrl,
    TEST_PARTNER_CENTER_URL: vendorsUrl,
    TEST_GRAPH_URL: vendorsUrl,
    TEST_EXCHANGE_URL: vendorsUrl,
    TEST_PARTNER_TENANT_ID: partner.tenantId,
    TEST_PARTNER_CLIENT_ID: partner.clientId,
    TEST_PARTNER_CLIENT_SECRET: partner.clientSecret,
    TEST_PARTNER_REFRESH_TOKEN: partner.refreshToken,
    TEST_PARTNER_PRODUCT_ID: partner.productId,
    TEST_PARTNER_SKU_ID: partner.skuId,
    TEST_PARTNER_ADDRESSES: JSON.stringify(addresses),
    TEST_REGISTRAR_URL: vendorsUrl,
    TEST_REGISTRAR_ACCESS_KEY_ID: registrar.accessKeyId,
    TEST_REGISTRAR_SECRET_ACCESS_KEY: registrar.secretAccessKey,
    TEST_REGISTRAR_CONTACT: JSON.stringify(registrarContact),
    TEST_POWERDNS_URL: vendorsUrl,
    TEST_POWERDNS_API_KEY: powerdns.apiKey,
    TEST_POWERDNS_SERVER_ID: powerdns.serverId,
    TEST_POWERDNS_NAMESERVERS: powerdns.nameservers.join(','),
    TEST_DNS_RESOLVERS: `127.0.0.1:${dnsPort}`,
    TEST_DNS_PORT: String(dnsPort),
    TEST_PROOF_MAILBOX: proof.mailbox,
    TEST_PROOF_GRAPH_TENANT_ID: proof.tenantId,
  }
}
