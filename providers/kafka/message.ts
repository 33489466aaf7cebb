/** What was published; as text where it is no JSON. */
export function readMessage(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
