export * from './change-mailboxes.ts'
export * from './provision-domain.ts'
export * from './retire-domain.ts'
export * from './retry-delivery.ts'
