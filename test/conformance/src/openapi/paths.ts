import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..', '..', '..', '..')
export const settings = path.resolve(import.meta.dirname, '..', '..', 'openapi')

/** As `npm run generate` prints it. */
export const documentFile = path.join(root, 'api', 'openapi.json')
/** A copy of the document that customers have, made with each release. */
export const releasedFile = path.join(root, 'api', 'openapi.released.json')

/** Tools that do not come from npm are installed here once. */
export const toolCache = path.join(root, 'node_modules', '.cache', 'coldframe')
export const npmTool = (name: string) => path.join(root, 'node_modules', '.bin', name)
