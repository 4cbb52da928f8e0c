const isResult = (line: string) => /^(not )?ok \d+/.test(line)
const isBegin = (line: string) => line.startsWith('# Subtest: ')
const nameIn = (line: string) => line.replace(/^(not )?ok \d+( - )?/, '').replace(/ # time=(\S+)$/, ' ($1)')

/**
 * Reads raw TAP line by line, for places without a terminal: one line per test file, and all that a failed file said.
 * The reporters of tap either draw on the screen or hide which file failed.
 */
export function createTapReport(write: (text: string) => void): (line: string) => void {
  let block: string[] = []
  return (line) => {
    if (isBegin(line)) block = []
    block.push(line)
    if (!isResult(line)) return
    const isFailure = line.startsWith('not ok')
    if (isFailure) write(`${block.join('\n')}\n`)
    write(`${isFailure ? 'FAIL' : 'ok  '} ${nameIn(line)}\n`)
    block = []
  }
}
