/** What the program is given to speak through: the process's own, or a test's. */
export interface Terminal {
  write(text: string): void
  /** For progress and complaints: what is piped onward stays clean. */
  complain(text: string): void
  /** A person reads it: tables and bars instead of lines of JSON. */
  isInteractive: boolean
  columns: number
  /** The next line that is typed or piped in; what is typed is not shown. */
  readSecret(question: string): Promise<string>
  /** All that is piped in. */
  readInput(): Promise<string>
  environment: Record<string, string | undefined>
  /** Ends with Ctrl-C. */
  signal: AbortSignal
}
