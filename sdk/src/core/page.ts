import { InvalidAnswerError } from '../errors.ts'
import type { Call } from './call.ts'

/** What the API answers to a list. */
export interface PageBody<Item> {
  data: Item[]
  nextCursor: string | null
}

/** Walked over, it goes on with the pages after it. */
export interface Page<Item> extends PageBody<Item>, AsyncIterable<Item> {
  /** Null after the last page. A page that is empty is not the last one for that. */
  nextPage(): Promise<Page<Item> | null>
}

/** The first page; or, walked over, every item of every page. */
export interface ListCall<Item> extends Call<Page<Item>>, AsyncIterable<Item> {
  pages(): AsyncGenerator<Page<Item>, void>
}

/** `fetchPage` asks for the page at a cursor, with all else as the caller had it. */
export type FetchPage<Item> = (cursor?: string) => Call<Page<Item>>

export function createPage<Item>({ data, nextCursor }: PageBody<Item>, fetchPage: FetchPage<Item>): Page<Item> {
  if (!Array.isArray(data)) throw new InvalidAnswerError('The answer is no page of a list', { code: 'invalid_answer' })
  const page: Page<Item> = {
    data,
    nextCursor,
    nextPage: async () => (nextCursor ? await fetchPage(nextCursor) : null),
    [Symbol.asyncIterator]: () => walkItems(walkPages(page)),
  }
  return page
}

export function createList<Item>(fetchPage: FetchPage<Item>): ListCall<Item> {
  const first = fetchPage()
  const pages = () => walkPages(first)
  return Object.assign(first, { pages, [Symbol.asyncIterator]: () => walkItems(pages()) })
}

async function* walkPages<Item>(first: Page<Item> | Promise<Page<Item>>): AsyncGenerator<Page<Item>, void> {
  let page: Page<Item> | null = await first
  while (page) {
    yield page
    page = await page.nextPage()
  }
}

async function* walkItems<Item>(pages: AsyncIterable<Page<Item>>): AsyncGenerator<Item, void> {
  for await (const { data } of pages) yield* data
}
