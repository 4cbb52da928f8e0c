export * from './accounts.ts'
export * from './domains.ts'
export * from './operations.ts'
