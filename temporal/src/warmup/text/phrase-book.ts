/** One of these at least, so that there is always something to choose. */
export type Choices = readonly [string, ...string[]]

/** Something that colleagues write to each other about. `{day}` and `{time}` stand for the same in a message and its answer. */
export interface Topic {
  subjects: Choices
  openings: Choices
  /** Two or three of them are taken. */
  details: readonly [string, string, string, ...string[]]
  questions: Choices
  answers: Choices
}

export interface PhraseBook {
  /** `{name}` is the recipient's first name. */
  greetings: Choices
  days: Choices
  /** How the language writes a time of day. */
  time(hour: number, minute: number): string
  topics: readonly [Topic, ...Topic[]]
  /** Said beside the topic. */
  asides: Choices
  thanks: Choices
  closings: Choices
}

export const clock = (separator: string) => (hour: number, minute: number) =>
  `${hour}${separator}${String(minute).padStart(2, '0')}`
