/** Fixed credentials of the sandbox world: worth nothing outside it, so they may stand in the code. */
const contact = {
  firstName: 'Ada',
  lastName: 'Sender',
  email: 'ada@company.example',
  phoneNumber: '+14155550100',
  addressLine1: '1 Market Street',
  city: 'San Francisco',
  state: 'CA',
  postalCode: '94105',
  country: 'US',
}

export const sandboxCredentials = {
  partner: {
    tenantId: '8f0c1f0e-6d0a-4c52-9a5b-2f4f6a1c0001',
    clientId: '8f0c1f0e-6d0a-4c52-9a5b-2f4f6a1c0002',
    clientSecret: 'sandbox-partner-client-secret',
    refreshToken: 'sandbox-partner-refresh-token',
    productId: 'CFQ7TTC0LH16',
    skuId: '0001',
  },
  registrar: {
    accessKeyId: 'AKIASANDBOXREGISTRAR',
    secretAccessKey: 'sandbox-registrar-secret-access-key',
  },
  powerdns: {
    apiKey: 'sandbox-powerdns-api-key',
    serverId: 'localhost',
    nameservers: ['ns1.dns.sandbox.example', 'ns2.dns.sandbox.example'],
  },
  proof: {
    mailbox: 'proof@proof.sandbox.example',
    tenantId: '8f0c1f0e-6d0a-4c52-9a5b-2f4f6a1c0003',
  },
  /** Route 53 Domains wants a dot between dialling code and number, Microsoft does not. */
  registrarContact: { ...contact, phoneNumber: '+1.4155550100' },
  addresses: {
    none: contact,
    eu: {
      ...contact,
      phoneNumber: '+493055550100',
      addressLine1: 'Unter den Linden 1',
      city: 'Berlin',
      state: undefined,
      postalCode: '10117',
      country: 'DE',
    },
    ch: {
      ...contact,
      phoneNumber: '+41445550100',
      addressLine1: 'Bahnhofstrasse 1',
      city: 'Zürich',
      state: undefined,
      postalCode: '8001',
      country: 'CH',
    },
  },
}
