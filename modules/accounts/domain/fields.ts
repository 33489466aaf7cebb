import { text } from '@merx/kernel'
import { z } from 'zod'

export const Email = text(254).regex(z.regexes.email, 'is no e-mail address')

/** BCP 47; decides how mails to the person are written. */
export const Locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'is no language such as en or de-AT')

export const PersonName = text(200, 0)

export const Phone = text(40, 0)

/** As people write it in a log-in: without an at sign, which addresses have. */
export const Username = text(32).regex(
  /^[a-z][a-z0-9._-]{2,31}$/,
  'has 3 to 32 lower-case letters, digits and ._- and begins with a letter',
)

/** An address or a user name. */
export const Login = text(254)

/** Of a link in a mail. */
export const LinkToken = text(200)

/** A place in this shop to go on at, never another site. */
export const ReturnPath = z.string().regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/, 'is no path of this shop')

/** What the widget on a page gave, in shops that tell people from programs. */
export const BotToken = text(2_048).optional()

/** As it was typed: neither trimmed nor folded. The rules for new ones are in `password-rules.ts`. */
export const Password = z.string().min(1).max(200)
