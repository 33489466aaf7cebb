import { data } from 'react-router'

/** The fields that a page was sent. What is no form is the sender's fault and not a breakdown. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch (error) {
    if (error instanceof TypeError) throw data(null, { status: 400 })
    throw error
  }
}
