import { createContext } from 'react'

/** By which the policy knows the page's own inline scripts; a browser has none. */
export const Nonce = createContext<string | undefined>(undefined)
