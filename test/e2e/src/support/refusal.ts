import { ApiFault } from '../drive/api.ts'

/** How the API refused a call; a call that it did not refuse is a fault of its own. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; code: string | null }> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiFault) return { status: error.status, code: error.code }
    throw error
  }
  throw new Error('The API did not refuse.')
}
