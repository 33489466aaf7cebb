import { addPasskey } from './commands/add-passkey.ts'
import { beginIssuerLink } from './commands/begin-issuer-link.ts'
import { beginIssuerLogIn } from './commands/begin-issuer-log-in.ts'
import { beginPasskey } from './commands/begin-passkey.ts'
import { beginPasskeyLogIn } from './commands/begin-passkey-log-in.ts'
import { beginTotp } from './commands/begin-totp.ts'
import { confirmTotp } from './commands/confirm-totp.ts'
import { finishIssuerLogIn } from './commands/finish-issuer-log-in.ts'
import { forgetDevices } from './commands/forget-devices.ts'
import { logInByPasskey } from './commands/log-in-by-passkey.ts'
import { passSecondFactor } from './commands/pass-second-factor.ts'
import { removePasskey } from './commands/remove-passkey.ts'
import { removeTotp } from './commands/remove-totp.ts'
import { renamePasskey } from './commands/rename-passkey.ts'
import { renewRecoveryCodes } from './commands/renew-recovery-codes.ts'
import { unlinkIssuer } from './commands/unlink-issuer.ts'
import { listIssuers } from './queries/list-issuers.ts'
import { listLinkedIssuers } from './queries/list-linked-issuers.ts'
import { listPasskeys } from './queries/list-passkeys.ts'
import { showSecondFactor } from './queries/show-second-factor.ts'

/** How people log in besides by a password, and what they are asked for beside it. */
export const logInOperations = [
  passSecondFactor,
  showSecondFactor,
  beginTotp,
  confirmTotp,
  removeTotp,
  renewRecoveryCodes,
  forgetDevices,
  beginPasskeyLogIn,
  logInByPasskey,
  listPasskeys,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  listIssuers,
  beginIssuerLogIn,
  finishIssuerLogIn,
  listLinkedIssuers,
  beginIssuerLink,
  unlinkIssuer,
]
