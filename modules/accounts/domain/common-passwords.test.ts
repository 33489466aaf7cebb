import { expect, test } from 'vitest'
import { isCommon } from './common-passwords.ts'

test.each([
  'password',
  'Password123',
  'P@ssw0rd!2024',
  'qwertyuiop',
  '1234567890',
  '0987654321',
  '1q2w3e4r5t6y',
  'qwerty123456',
  'asdfghjkl123',
  'iloveyou2023!',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'letmein',
  'sunshine1987',
  'superman!!!!',
  'Welcome12345',
  'dragonmaster',
  '!@#$%^&*()',
  'abcdefghijkl',
  'liverpool1892',
  'passwordpassword',
  'qwerty987654321',
])('%s is common', (password) => {
  expect(isCommon(password)).toBe(true)
})

test.each([
  'tall ships at noon',
  'vlk93-hhq-wqe1',
  'mauve otter radio',
  '8f2k1-qqpz-01',
  'grandmothers-porcelain',
  'Zugspitze im Nebel',
  '73510264981',
])('%s is not', (password) => {
  expect(isCommon(password)).toBe(false)
})
