export type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown }
export type Screen = ReturnType<typeof createScreen>

const up = (lines: number) => (lines > 0 ? `\x1b[${lines}A\r\x1b[J` : '')

/** Lines that stay, and on a terminal a block below them that is drawn anew. */
export function createScreen(output: Output) {
  let drawn: string[] = []

  function show(lines: string[]) {
    const width = Math.max(20, (output.columns || 80) - 1)
    for (const line of lines) output.write(`${line.slice(0, width)}\n`)
  }

  return {
    isLive: output.isTTY === true,
    print(line: string) {
      output.write(up(drawn.length))
      output.write(`${line}\n`)
      show(drawn)
    },
    draw(lines: string[]) {
      if (output.isTTY !== true) return
      output.write(up(drawn.length))
      drawn = lines
      show(drawn)
    },
    /** What is drawn now stays. */
    keep() {
      drawn = []
    },
  }
}
