/** The look of the reference. Its digest stands in the page's policy. */
export const style = `
:root { color-scheme: light dark; --ink: #1c1b19; --soft: #6b6760; --line: #e4e0d8; --paper: #fbfaf7; --raised: #fff; --accent: #7a4f2a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece8e1; --soft: #a39d93; --line: #35322d; --paper: #181715; --raised: #201f1c; --accent: #d9a878 }
}
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 ui-sans-serif, system-ui, sans-serif }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em }
a:hover { text-decoration-color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
code, pre { font: .8125rem/1.6 ui-monospace, SFMono-Regular, Menlo, monospace }
.page { display: grid; grid-template-columns: minmax(0, 1fr); max-width: 78rem; margin: 0 auto; padding: 1.25rem }
nav ul { list-style: none; margin: 0 0 1.25rem; padding: 0 }
nav li { padding: .15rem 0; font-size: .875rem }
h1 { font-size: 1.75rem; font-weight: 500; letter-spacing: -.01em; margin: 0 0 .25rem }
h2 { font-size: 1.25rem; font-weight: 500; margin: 3rem 0 .5rem; text-transform: capitalize }
h3 { font-size: 1rem; font-weight: 600; margin: 0 }
h4, .name { font-size: .75rem; font-weight: 600; color: var(--soft); margin: 1.25rem 0 .35rem }
.name { text-transform: capitalize; margin: 0 0 .25rem }
article { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 1.25rem; margin: 1rem 0; overflow: hidden }
.address { margin: .15rem 0 0; overflow-wrap: anywhere }
.method { color: var(--accent); font-weight: 600 }
.quiet { color: var(--soft) }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: 0 1.25rem; margin: 0 }
dt, dd { padding: .3rem 0; border-top: 1px solid var(--line); margin: 0; overflow-wrap: anywhere }
dd { font-size: .875rem }
pre { background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: .75rem 1rem; margin: 0; overflow-x: auto }
@media (min-width: 60rem) {
  .page { grid-template-columns: 15rem minmax(0, 1fr); gap: 3rem; padding: 2.5rem }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-block: 1rem }
}
@media (max-width: 36rem) {
  dl { grid-template-columns: minmax(0, 1fr) }
  dd { border: 0; padding-top: 0 }
}
`
