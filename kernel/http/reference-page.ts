import { type Html, html } from './html.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Content, Described, OpenApi } from './openapi.ts'
import { faults } from './problem.ts'
import { curlOf, sampleOf } from './reference-example.ts'
import { style } from './reference-style.ts'

type Listed = Described & { readonly method: string; readonly path: string }

/** The reference for people: one page without script, from the same document that programs read. */
export function referencePage(document: OpenApi): string {
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, described]): Listed => ({ ...described, method: method.toUpperCase(), path }),
    ),
  )
  const modules = document.tags.map(({ name }) => ({
    name,
    operations: listed.filter(({ tags }) => tags.includes(name)),
  }))
  const { schemas } = document.components
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API</title>
<style>${{ markup: style }}</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents">
${modules.map(({ name, operations }) => html`<p class="name">${name}</p><ul>${operations.map(link)}</ul>`)}
<p class="name">Reference</p><ul><li><a href="#schemas">Schemas</a></li><li><a href="#problems">Problems</a></li></ul>
</nav>
<main>
<h1>${document.info.title} API</h1>
<p class="quiet">${document.info.description} The document for programs is <a href="/api/v1/openapi.json">openapi.json</a>.</p>
${modules.map(({ name, operations }) => html`<section><h2 id="module-${name}">${name}</h2>${operations.map((one) => article(one, schemas))}</section>`)}
<section><h2 id="schemas">Schemas</h2>${Object.entries(schemas).map(schemaArticle)}</section>
<section><h2 id="problems">Problems</h2><p class="quiet">What any call may be told beside the refusals of its operation.</p>
<dl>${Object.entries(faults).map(([code, { status, detail }]) => html`<dt id="problem-${code}"><code>${code}</code></dt><dd>${status}. ${detail}</dd>`)}</dl></section>
</main>
</div>
</body>
</html>
`
  return page.markup
}

function link({ operationId, summary }: Listed): Html {
  return html`<li><a href="#${operationId}" title="${summary}">${operationId.split('.')[1]}</a></li>`
}

function article(one: Listed, schemas: Readonly<Record<string, JsonSchema>>): Html {
  const body = schemaOf(one.requestBody?.content)
  return html`<article id="${one.operationId}">
<h3>${one.summary}</h3>
<p class="address"><code><span class="method">${one.method}</span> /api/v1${one.path}</code></p>
${
  one.parameters.length > 0 &&
  html`<h4>Parameters</h4><dl>${one.parameters.map((parameter) =>
    row(parameter.name, parameter.schema ?? schemaOf(parameter.content) ?? {}, {
      required: parameter.required,
      note: [`in ${parameter.in}`, parameter.description].filter(Boolean).join('. '),
    }),
  )}</dl>`
}
${body && html`<h4>Body</h4>${fields(body)}`}
<h4>Answers</h4><dl>${Object.entries(one.responses).map(([status, { description, content }]) => {
    const schema = content?.['application/json']?.schema
    return html`<dt><code>${status}</code></dt><dd>${schema ? typeOf(schema) : description}</dd>`
  })}</dl>
<h4>Example</h4><pre tabindex="0"><code>${curlOf(one, body && sampleOf(body, schemas))}</code></pre>
</article>`
}

function schemaArticle([name, schema]: readonly [string, JsonSchema]): Html {
  return html`<article id="schema-${name}"><h3>${name}</h3>${schema.description && html`<p class="quiet">${schema.description}</p>`}
${schema.properties ? fields(schema) : html`<p>${typeOf(schema)}</p>`}</article>`
}

function fields(schema: JsonSchema): Html {
  if (!schema.properties) return html`<p>${typeOf(schema)}</p>`
  const required = schema.required ?? []
  return html`<dl>${Object.entries(schema.properties).map(([name, one]) =>
    row(name, one, { required: required.includes(name), note: one.description }),
  )}</dl>`
}

function row(
  name: string,
  schema: JsonSchema,
  { required, note }: { required: boolean; note: string | undefined },
): Html {
  return html`<dt><code>${name}</code></dt><dd>${typeOf(schema)}${!required && html` <span class="quiet">optional</span>`}${
    note && html` <span class="quiet">${note}</span>`
  }</dd>`
}

/** A type as one reads it: names are links, limits stand behind. */
function typeOf(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const options = schema.anyOf ?? schema.oneOf
  if (options) return html`${options.map((option, index) => html`${index > 0 && ' or '}${typeOf(option)}`)}`
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.type === 'array') return html`list of ${typeOf(schema.items ?? {})}`
  if (schema.enum) {
    const shown = schema.enum.slice(0, 12).join(' | ')
    return html`<code>${shown}${schema.enum.length > 12 && ` and ${schema.enum.length - 12} more`}</code>`
  }
  const words = [schema.type].flat().join(' or ')
  return html`${words}${schema.format !== undefined && ` (${String(schema.format)})`}${limits(schema)}`
}

function limits(schema: JsonSchema): string {
  const known = ['minimum', 'maximum', 'minLength', 'maxLength', 'default'].flatMap((keyword) => {
    const value = schema[keyword]
    return value === undefined || Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
      ? []
      : [`${keyword} ${JSON.stringify(value)}`]
  })
  return known.length > 0 ? `, ${known.join(', ')}` : ''
}

function schemaOf(content: Content | undefined): JsonSchema | undefined {
  return content?.['application/json']?.schema
}
