import { data } from 'react-router'

export function loader() {
  throw data(null, { status: 404 })
}

/** Never seen: the loader hands over to the page for what does not exist. */
export default function NotFound() {
  return null
}
