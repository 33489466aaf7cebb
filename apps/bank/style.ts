/** The style sheet of the bank's pages. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f4f5f2; --sheet: #fff; --ink: #16211c; --soft: #55625b; --line: #c9d0cb; --deep: #0d5c46; --on-deep: #fff;
  --bad: #a3231f; --bad-paper: #fdf1f0; --focus: #1a73e8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101513; --sheet: #18201c; --ink: #eaf0ec; --soft: #a5b2ab; --line: #435049; --deep: #4fc39f; --on-deep: #06231a;
    --bad: #ff9d96; --bad-paper: #33201f; --focus: #8ab4f8;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; min-height: 100vh; display: grid; align-content: center; justify-items: center; padding: 24px 16px;
  background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif;
}
main { width: 100%; max-width: 440px; padding: 28px; background: var(--sheet); border: 1px solid var(--line); border-radius: 16px }
.bank { margin: 0 0 20px; font-weight: 650; letter-spacing: .01em; color: var(--deep) }
h1 { margin: 0; font-size: 1rem; font-weight: 500; color: var(--soft); overflow-wrap: anywhere }
.amount { margin: 2px 0 24px; font-size: 2.125rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums }
.alert { margin: 0 0 20px; padding: 12px 14px; border-radius: 10px; background: var(--bad-paper); color: var(--bad) }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px }
.field { margin: 0 0 18px }
label { display: block; margin: 0 0 6px; font-weight: 550 }
input {
  width: 100%; min-height: 48px; padding: 10px 12px; font: inherit; font-variant-numeric: tabular-nums;
  color: inherit; background: transparent; border: 1px solid var(--soft); border-radius: 10px;
}
input[aria-invalid] { border-color: var(--bad) }
.error { display: block; margin: 6px 0 0; font-size: .875rem; color: var(--bad) }
button {
  width: 100%; min-height: 52px; padding: 12px; font: inherit; font-weight: 650; cursor: pointer;
  color: var(--on-deep); background: var(--deep); border: 1px solid var(--deep); border-radius: 10px;
}
button.quiet { margin-top: 12px; color: inherit; background: transparent; border-color: var(--line); font-weight: 500 }
a { color: var(--deep) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
details { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line); font-size: .875rem; color: var(--soft) }
summary { cursor: pointer; min-height: 24px }
dl { margin: 12px 0 0 } dt { font-variant-numeric: tabular-nums; color: var(--ink) } dd { margin: 0 0 8px }
@media (max-width: 380px) { main { padding: 20px } .pair { grid-template-columns: 1fr; gap: 0 } }
`
