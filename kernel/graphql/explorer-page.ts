import { html } from '../http/html.ts'

const example = `query Products($first: Int) {
  products(first: $first) {
    ... on ProductCardConnection {
      nodes { slug name price { amount currency } availability }
      pageInfo { hasNextPage endCursor }
    }
    ... on Refusal { code detail }
  }
}`

export const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; padding: 1.5rem; max-width: 90rem; margin-inline: auto }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem }
label { display: block; font-weight: 600; margin-block: .75rem .25rem }
textarea, input, pre { box-sizing: border-box; width: 100%; font: 13px/1.5 ui-monospace, monospace; padding: .75rem; margin: 0;
  border: 1px solid GrayText; border-radius: .375rem; background: Field; color: FieldText }
textarea { resize: vertical; tab-size: 2 }
pre { overflow: auto; max-height: 40rem; white-space: pre-wrap; overflow-wrap: anywhere }
button { margin-top: .75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600 }
`

export const script = `
const by = (id) => document.getElementById(id)
const sdl = by('schema').textContent
const run = async () => {
  by('answer').textContent = '...'
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
  if (by('key').value) headers.authorization = 'Bearer ' + by('key').value
  try {
    const variables = by('variables').value.trim() ? JSON.parse(by('variables').value) : undefined
    const body = JSON.stringify({ query: by('query').value, variables })
    const answer = await fetch(location.pathname, { method: 'POST', headers, body })
    by('status').textContent = answer.status
    by('answer').textContent = JSON.stringify(await answer.json(), null, 2)
  } catch (error) {
    by('answer').textContent = String(error)
  }
}
by('run').addEventListener('click', run)
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run()
})
by('find').addEventListener('input', () => {
  const word = by('find').value.toLowerCase()
  const parts = sdl.split(/\\n\\n(?=\\S)/)
  by('schema').textContent = parts.filter((part) => part.toLowerCase().includes(word)).join('\\n\\n')
})
`

/** What is written in the fields stays in the page; the staff key is kept nowhere. */
export function explorerPage(sdl: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>GraphQL of this shop</title>
<style>${{ markup: style }}</style>
</head>
<body>
<h1>GraphQL</h1>
<main>
<section>
<label for="query">Document</label>
<textarea id="query" rows="16" spellcheck="false">${example}</textarea>
<label for="variables">Variables</label>
<textarea id="variables" rows="3" spellcheck="false">{ "first": 3 }</textarea>
<label for="key">Staff key</label>
<input id="key" type="password" autocomplete="off">
<button id="run" type="button">Run (Ctrl+Enter)</button>
</section>
<section>
<label for="answer">Answer <output id="status"></output></label>
<pre id="answer" tabindex="0" aria-live="polite"></pre>
</section>
<section>
<label for="find">Find in the schema</label>
<input id="find" type="search">
<pre id="schema" tabindex="0">${sdl}</pre>
</section>
</main>
<script>${{ markup: script }}</script>
</body>
</html>`.markup
}
