export { type EventData, type EventTypeWith, eventCatalogue, type NewEvent } from './catalogue.ts'
export * from './data.ts'
export { AnyEvent, type EventEnvelope, envelopeOf, eventSchemaOf } from './envelope.ts'
export {
  exampleIds,
  FleetShortage,
  FleetStatus,
  RotationAfter,
  RotationBlock,
  RotationReason,
  RotationStatus,
} from './fields.ts'
export * from './verdict.ts'
