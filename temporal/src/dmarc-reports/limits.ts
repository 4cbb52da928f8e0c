/**
 * A report of 2,286 records has 0.9 MB; mailboxes that send a few dozen mails a day get reports of a few kilobytes. The limits
 * keep whatever anybody mails to the report address below a second and 64 MiB.
 */
export const MOST_INPUT_BYTES = 8 * 1024 * 1024
/** Of all that one input unpacks to. */
export const MOST_XML_BYTES = 3 * 1024 * 1024
/** Files in an archive and parts of a mail that are looked at. */
export const MOST_FILES = 50
/** A gzip in a zip in a mail in a mail. */
export const MOST_WRAPS = 4
export const MOST_RECORDS = 10_000
/** Elements of one record, or of the head. */
export const MOST_ELEMENTS = 1_000
export const MOST_DEPTH = 16
/** Of one element: namespaces and languages. */
export const MOST_ATTRIBUTES = 50
export const MOST_TEXT_CHARACTERS = 4_096
export const MOST_WARNINGS = 100
/** Faults that are repaired; a document that has more is no XML at all. */
export const MOST_FAULTS = 1_000
