export const toEtag = (version: number) => `"${version}"`

/**
 * Versions that `If-Match` lists; null for none or `*`. RFC 9110 section 13.1.1 compares strongly: weak tags and such as
 * we never gave match nothing.
 */
export function parseIfMatch(header: string | undefined): number[] | null {
  if (header === undefined || header.trim() === '*') return null
  return header.split(',').flatMap((tag) => {
    const version = /^"(\d{1,9})"$/.exec(tag.trim())?.[1]
    return version === undefined ? [] : [Number(version)]
  })
}
