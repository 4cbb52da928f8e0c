export { type EventData, type EventTypeWith, eventCatalogue, type NewEvent } from './catalogue.ts'
export * from './data.ts'
export { AnyEvent, type EventEnvelope, envelopeOf, eventSchemas } from './envelope.ts'
export { exampleIds } from './fields.ts'
