import { data } from 'react-router'

/** The fields that a page was sent. What is no form is the sender's fault and not a breakdown. */
export async function readForm(request: Request): Promise<FormData> {
  // browsers say where a form comes from: what another site sends in a buyer's name is not taken
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw data(null, { status: 403 })
  try {
    return await request.formData()
  } catch (error) {
    if (error instanceof TypeError) throw data(null, { status: 400 })
    throw error
  }
}
