/** Bytes as text; what the charset does not know becomes U+FFFD, and an unknown charset is read as UTF-8. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  return decoderOf(charset).decode(bytes)
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset || 'utf-8')
  } catch (error) {
    // The one error that the constructor gives for a label that is not in the Encoding Standard.
    if (error instanceof RangeError) return new TextDecoder('utf-8')
    throw error
  }
}
