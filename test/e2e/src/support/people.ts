/** `count` mailboxes with local parts that tell who asked for them. */
export const people = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    localPart: `${word}${index + 1}`,
    displayName: `${word} ${index + 1}`,
  }))
