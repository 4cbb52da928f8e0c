import type { webhooks } from './generated/openapi.ts'

type Payload<Type extends keyof webhooks> = webhooks[Type]['post']['requestBody']['content']['application/json']

/** Every event of this version of the API, told apart by `type`. */
export type KnownEvent = { [Type in keyof webhooks]: Payload<Type> & { type: Type } }[keyof webhooks]

declare const isUnknown: unique symbol

/** Some other text. The type `string` would keep `switch (event.type)` from telling the known events apart. */
export interface UnknownEventType {
  readonly [isUnknown]: true
  toString(): string
}

/** An event of a type that is younger than this package. */
export interface UnknownEvent extends Omit<KnownEvent, 'type' | 'data'> {
  type: UnknownEventType
  data: unknown
}

/** Types of events are added: have a `default`, which lets them pass. */
export type ColdframeEvent = KnownEvent | UnknownEvent
