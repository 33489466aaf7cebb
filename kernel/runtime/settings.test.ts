import { expect, test } from 'vitest'
import { z } from 'zod'
import { filledSeams } from './seam.ts'
import { readSettings, settings } from './settings.ts'

const mail = settings('mail', z.object({ SMTP_URL: z.url().optional(), MERX_MAIL_FROM: z.email() }))
const doors = settings('doors', z.object({ PORT: z.coerce.number().int() }))

test('gives each part its values', () => {
  const read = filledSeams(
    readSettings([mail, doors], { MERX_MAIL_FROM: 'shop@example.com', PORT: '8080', SMTP_URL: '' }),
  )
  expect(read(mail)).toEqual({ MERX_MAIL_FROM: 'shop@example.com' })
  expect(read(doors)).toEqual({ PORT: 8080 })
})

test('tells every fault at once: missing, malformed and misspelt', () => {
  const faulty = () => readSettings([mail, doors], { PORT: 'many', MERX_MAIL_FORM: 'shop@example.com' })
  expect(faulty).toThrow(/MERX_MAIL_FROM: .*\n.*PORT: .*\n.*MERX_MAIL_FORM: no part of Merx reads this/)
})
