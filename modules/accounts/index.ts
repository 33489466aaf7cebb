import { defineModule } from '@merx/kernel'
import { register } from './commands/register.ts'
import { accessChanged, emailVerified, letterRequested, userErased, userRegistered } from './events.ts'
import { contact } from './queries/contact.ts'
import { accountsSettings } from './settings.ts'

export { contact, register }

export const accountsModule = defineModule({
  name: 'accounts',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [register, contact],
  events: [userRegistered, emailVerified, accessChanged, userErased, letterRequested],
  settings: [accountsSettings],
})
