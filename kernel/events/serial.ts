/** Runs a body when asked, never twice at once: asked again while it runs, it runs once more afterwards. */
export type Serial = {
  run(): void
  /** Resolves when it does not run and was not asked to. */
  idle(): Promise<void>
}

export function createSerial(body: () => Promise<void>, onError: (error: unknown) => void): Serial {
  let running: Promise<void> | undefined
  let again = false

  const loop = async (): Promise<void> => {
    do {
      again = false
      try {
        await body()
      } catch (error) {
        onError(error)
      }
    } while (again)
    running = undefined
  }

  return {
    run: () => {
      if (running) again = true
      else running = loop()
    },
    idle: async () => {
      while (running) await running
    },
  }
}
