/** Somebody at the pages of one issuer, with a browser that keeps cookies and runs no script. */
type Visitor = {
  logIn(authorizationUrl: string, login: string): Promise<URL>
  decline(authorizationUrl: string): Promise<URL>
}

type Page = { readonly url: URL; readonly html: string }

const mostSteps = 12

export function createBrowserOf(issuer: string): Visitor {
  const cookies = new Map<string, string>()

  const fetchOnce = async (url: URL, form?: URLSearchParams): Promise<Response> => {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: form } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    return answer
  }

  /** Follows redirects while they stay at the issuer: the page where they end, or the address that they lead away to. */
  const visit = async (start: URL, form?: URLSearchParams): Promise<Page | URL> => {
    let answer = await fetchOnce(start, form)
    let url = start
    for (let step = 0; step < mostSteps; step += 1) {
      const location = answer.headers.get('location')
      if (location === null) return { url, html: await answer.text() }
      url = new URL(location, url)
      if (url.origin !== issuer) return url
      answer = await fetchOnce(url)
    }
    throw new Error(`The issuer redirects without end: ${url}`)
  }

  const actionIn = ({ url, html }: Page): URL => {
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]
    if (action === undefined) throw new Error(`The issuer shows no form at ${url}: ${html.slice(0, 500)}`)
    return new URL(action, url)
  }

  return {
    logIn: async (authorizationUrl, login) => {
      let at = await visit(new URL(authorizationUrl))
      // first who one is, then whether the shop may know it
      for (const prompt of ['login', 'consent']) {
        if (at instanceof URL) break
        at = await visit(actionIn(at), new URLSearchParams({ prompt, login, password: 'any' }))
      }
      if (!(at instanceof URL)) throw new Error(`The issuer sends nobody back: ${at.html.slice(0, 500)}`)
      return at
    },
    decline: async (authorizationUrl) => {
      const at = await visit(new URL(authorizationUrl))
      if (at instanceof URL) throw new Error(`The issuer asked nothing: ${at}`)
      const away = await visit(new URL(`${actionIn(at).pathname}/abort`, issuer))
      if (!(away instanceof URL)) throw new Error(`The issuer sends nobody back: ${away.html.slice(0, 500)}`)
      return away
    },
  }
}
