import type { MessageContent } from '../domain/message.ts'
import type { Letter } from './letter.ts'

type Content = Extract<MessageContent, { template: 'account' }>

type Words = Pick<Letter, 'subject' | 'heading' | 'paragraphs'> & { readonly button: string }

const notYou = 'If this was not you, set a new password at once: that ends every session.'

/** What concerns an account, from its first confirmation on. */
export function accountLetter({ kind, name, link }: Content, shopName: string): Omit<Letter, 'shopName'> {
  const { subject, heading, paragraphs, button } = words[kind](shopName)
  const greeting = name === '' ? [] : [`Hello ${name},`]
  return {
    subject,
    heading,
    paragraphs: [...greeting, ...paragraphs],
    button: { label: button, link },
    details: { text: '', html: '' },
  }
}

const words: Readonly<Record<Content['kind'], (shopName: string) => Words>> = {
  verify_email: (shopName) => ({
    subject: `Confirm your account at ${shopName}`,
    heading: 'Confirm your account',
    paragraphs: [
      'Somebody asked for an account with this address. If it was you, confirm it with the password that you chose; the link works for two days.',
      'If it was not you, there is nothing to do: without you there is no account.',
    ],
    button: 'Confirm the account',
  }),
  already_registered: (shopName) => ({
    subject: `You have an account at ${shopName}`,
    heading: 'You have an account already',
    paragraphs: [
      'Somebody asked for an account with this address, which has one. Log in as before; if you have forgotten the password, choose a new one.',
      'If it was not you, there is nothing to do: nothing has changed.',
    ],
    button: 'Choose a new password',
  }),
  reset_password: () => ({
    subject: 'Choose a new password',
    heading: 'Choose a new password',
    paragraphs: [
      'Somebody asked for a new password for your account. If it was you, choose one; the link works for an hour and once.',
      'If it was not you, there is nothing to do: your password stays.',
    ],
    button: 'Choose a new password',
  }),
  password_changed: () => ({
    subject: 'Your password was changed',
    heading: 'Your password was changed',
    paragraphs: ['The password of your account is a new one, and all other sessions are ended.', notYou],
    button: 'This was not me',
  }),
  confirm_new_email: (shopName) => ({
    subject: `Confirm your new address at ${shopName}`,
    heading: 'Confirm your new address',
    paragraphs: [
      'Somebody wants to use this address for an account. If it was you, confirm it; the link works for a day.',
      'If it was not you, there is nothing to do: the account keeps its address.',
    ],
    button: 'Use this address',
  }),
  email_change_requested: () => ({
    subject: 'Your address is to be changed',
    heading: 'Your address is to be changed',
    paragraphs: ['Somebody who is logged in to your account wants to use another address for it.', notYou],
    button: 'This was not me',
  }),
  email_changed: () => ({
    subject: 'Your address was changed',
    heading: 'Your address was changed',
    paragraphs: ['Your account has another address from now on; this one gets no more mail about it.', notYou],
    button: 'This was not me',
  }),
  unlock: () => ({
    subject: 'Somebody tries to log in to your account',
    heading: 'Too many attempts',
    paragraphs: [
      'Ten log-ins to your account failed in a row, so it lets nobody in for a quarter of an hour. Its password was not found out.',
      'If it was you, let yourself in again by this link. If it was not, there is nothing to do.',
    ],
    button: 'Unlock the account',
  }),
  invitation: (shopName) => ({
    subject: `You are invited to ${shopName}`,
    heading: 'You are invited',
    paragraphs: [`${shopName} has made an account for you. Choose a password for it; the link works for three days.`],
    button: 'Accept the invitation',
  }),
  second_factor_added: () => ({
    subject: 'Your account asks for a second factor',
    heading: 'A second factor was added',
    paragraphs: [
      'Whoever logs in with your password is asked for a code of your authenticator app from now on.',
      notYou,
    ],
    button: 'See how you log in',
  }),
  second_factor_removed: () => ({
    subject: 'Your second factor was removed',
    heading: 'Your second factor was removed',
    paragraphs: ['Your password alone opens your account from now on.', notYou],
    button: 'See how you log in',
  }),
  recovery_code_used: () => ({
    subject: 'A recovery code of yours was used',
    heading: 'A recovery code was used',
    paragraphs: [
      'Somebody logged in to your account with its password and a recovery code. That code is used up.',
      notYou,
    ],
    button: 'See how you log in',
  }),
  passkey_added: () => ({
    subject: 'A passkey was added to your account',
    heading: 'A passkey was added',
    paragraphs: ['Your account can be logged in to by a new passkey, without a password.', notYou],
    button: 'See how you log in',
  }),
  passkey_removed: () => ({
    subject: 'A passkey of your account was removed',
    heading: 'A passkey was removed',
    paragraphs: ['It opens your account no more.', notYou],
    button: 'See how you log in',
  }),
  identity_linked: () => ({
    subject: 'Your account was linked',
    heading: 'Your account was linked',
    paragraphs: ['Somebody who vouches for you, Google say, can log you in to your account from now on.', notYou],
    button: 'See how you log in',
  }),
}
