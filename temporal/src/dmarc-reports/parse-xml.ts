import { SaxesParser } from 'saxes'
import { DmarcReportRefused } from './dmarc-report.ts'
import { MOST_ATTRIBUTES, MOST_DEPTH, MOST_ELEMENTS, MOST_RECORDS, MOST_TEXT_CHARACTERS } from './limits.ts'

export interface XmlElement {
  /** Without a prefix. */
  name: string
  text: string
  children: XmlElement[]
}

export interface FeedbackDocument<Row> {
  /** `report_metadata` and `policy_published`, and whatever else stands beside the records. */
  head: XmlElement
  records: Row[]
  faults: string[]
}

const create = (name: string): XmlElement => ({ name, text: '', children: [] })
const localName = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase()

/**
 * Reads a document to its end, and refuses it as `broken` when it has more faults than are borne. Each record is read as
 * soon as it is complete, so that the elements of one only are held.
 */
export function parseFeedback<Row>(
  text: string,
  mostFaults: number,
  readRow: (record: XmlElement) => Row,
): FeedbackDocument<Row> {
  const document: FeedbackDocument<Row> = { head: create('feedback'), records: [], faults: [] }
  const stack: XmlElement[] = []
  let elements = 0
  const parser = new SaxesParser({ position: false })
  // Entities are never resolved, but a document that declares them is nobody's report.
  parser.on('doctype', () => {
    throw new DmarcReportRefused('doctype', 'the document has a DOCTYPE')
  })
  parser.on('error', ({ message }) => {
    document.faults.push(message)
    if (document.faults.length > mostFaults) throw new DmarcReportRefused('broken', message)
  })
  let attributes = 0
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) throw new DmarcReportRefused('too_large', 'too many attributes')
  })
  parser.on('opentag', ({ name }) => {
    attributes = 0
    if (stack.length >= MOST_DEPTH) throw new DmarcReportRefused('too_large', 'elements too deep')
    if (++elements > MOST_ELEMENTS) throw new DmarcReportRefused('too_large', 'too many elements')
    const element = stack.length === 0 ? document.head : create(localName(name))
    if (stack.length === 0) element.name = localName(name)
    else if (element.name !== 'record') stack.at(-1)?.children.push(element)
    stack.push(element)
  })
  parser.on('text', (chunk) => append(stack.at(-1), chunk))
  parser.on('cdata', (chunk) => append(stack.at(-1), chunk))
  parser.on('closetag', () => {
    const element = stack.pop()
    if (element?.name !== 'record') return
    if (document.records.length >= MOST_RECORDS) throw new DmarcReportRefused('too_large', 'too many records')
    document.records.push(readRow(element))
    elements = 0
  })
  parser.write(text).close()
  return document
}

function append(element: XmlElement | undefined, chunk: string): void {
  if (element && element.text.length < MOST_TEXT_CHARACTERS) element.text += chunk.slice(0, MOST_TEXT_CHARACTERS)
}

export const childOf = (element: XmlElement | undefined, name: string) =>
  element?.children.find((child) => child.name === name)

export const childrenOf = (element: XmlElement | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? []

/** Null for an element that is missing or empty. */
export const textIn = (element: XmlElement | undefined, name: string) => childOf(element, name)?.text.trim() || null
