import { useNavigation } from 'react-router'

/** A thin line while the next page is on its way; it waits a moment, for most are there before. */
export function Progress() {
  const { state } = useNavigation()
  return (
    <div
      aria-hidden="true"
      className={`fixed inset-x-0 top-0 z-30 h-0.5 origin-left bg-accent transition-transform ease-out ${
        state === 'idle' ? 'scale-x-0 duration-0' : 'scale-x-75 delay-200 duration-[2s]'
      }`}
    />
  )
}
