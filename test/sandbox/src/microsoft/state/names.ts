/** Identifiers that are the same in every Microsoft tenant. */
export const resources = {
  graph: '00000003-0000-0000-c000-000000000000',
  exchange: '00000002-0000-0ff1-ce00-000000000000',
  partnerCenter: 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd',
} as const

export const audiences = {
  graph: 'https://graph.microsoft.com',
  exchange: 'https://outlook.office365.com',
  partnerCenter: 'https://api.partnercenter.microsoft.com',
  /** Retired in 2025: tokens are still issued, Partner Center refuses them. */
  azureAdGraph: 'https://graph.windows.net',
} as const
export type Audience = (typeof audiences)[keyof typeof audiences]

export const directoryRoles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  domainNameAdministrator: '8329153b-31d0-4727-b945-745eb3bc5f31',
} as const

/** Exchange Online Plan 1 as Graph names it. */
export const exchangeSku = {
  skuId: '4b9405b0-7788-4568-add1-99614e613b69',
  skuPartNumber: 'EXCHANGESTANDARD',
  servicePlans: [
    { servicePlanId: '9aaf7827-d63c-4b61-89c3-182f06f82e5c', servicePlanName: 'EXCHANGE_S_STANDARD' },
    { servicePlanId: '5e62787c-c316-451f-b873-1d05acd4d12c', servicePlanName: 'BPOS_S_TODO_1' },
    { servicePlanId: '882e1d05-acd1-4ccb-8708-6ee03664b117', servicePlanName: 'INTUNE_O365' },
  ],
} as const

/** Application permissions: id and value, by the resource that defines them. */
export const appRoles: Record<string, { id: string; value: string }[]> = {
  [resources.graph]: [
    { id: '7e05723c-0bb0-42da-be95-ae9f08a6e53c', value: 'Domain.ReadWrite.All' },
    { id: 'dbb9058a-0e50-45d7-ae91-66909b5d4664', value: 'Domain.Read.All' },
    { id: '741f803b-c850-494e-b5df-cde7c675a1ca', value: 'User.ReadWrite.All' },
    { id: 'df021288-bdef-4463-88db-98f22de89214', value: 'User.Read.All' },
    { id: '498476ce-e0fe-48b0-b801-37ba7e2685c6', value: 'Organization.Read.All' },
    { id: '292d869f-3427-49a8-9dab-8c70152b74e9', value: 'Organization.ReadWrite.All' },
    { id: 'b633e1c5-b582-4048-a93e-9f11b44c7e96', value: 'Mail.Send' },
    { id: 'e2a3a72e-5f79-4c64-b1b1-878b674786c9', value: 'Mail.ReadWrite' },
    { id: '810c84a8-4a9e-49e6-bf7d-12d183f40d01', value: 'Mail.Read' },
    { id: '19dbc75e-c2e2-444c-a770-ec69d8559fc7', value: 'Directory.ReadWrite.All' },
    { id: '7ab1d382-f21e-4acd-a863-ba3e13f7da61', value: 'Directory.Read.All' },
    { id: '06b708a9-e830-4db3-a914-8e69da51d44f', value: 'AppRoleAssignment.ReadWrite.All' },
    { id: '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8', value: 'RoleManagement.ReadWrite.Directory' },
    { id: '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', value: 'Application.ReadWrite.All' },
    { id: '5facf0c1-8979-4e95-abcf-ff3d079771c0', value: 'LicenseAssignment.ReadWrite.All' },
  ],
  [resources.exchange]: [
    { id: 'dc50a0fb-09a3-484d-be87-e023b12c6440', value: 'Exchange.ManageAsApp' },
    { id: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', value: 'full_access_as_app' },
  ],
}

export const resourceNames: Record<string, string> = {
  [resources.graph]: 'Microsoft Graph',
  [resources.exchange]: 'Office 365 Exchange Online',
}
