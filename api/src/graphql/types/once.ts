/** Makes a type by its name the first time, and answers with the same from then on. */
export function once<Type>() {
  const made = new Map<string, Type>()
  return (name: string, make: () => Type): Type => {
    const known = made.get(name)
    if (known !== undefined) return known
    const type = make()
    made.set(name, type)
    return type
  }
}
