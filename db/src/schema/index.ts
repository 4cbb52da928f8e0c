export * from './accounts.ts'
export * from './domains.ts'
export * from './operations.ts'
export * from './requests.ts'
