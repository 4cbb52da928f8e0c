const names = ['COLDFRAME_API_KEY', 'COLDFRAME_BASE_URL', 'XDG_CONFIG_HOME'] as const

/** What the program takes from its environment. */
export const readEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(names.map((name) => [name, process.env[name]]))
