export { newTestDatabase } from './database.ts'
export type { TestShop } from './shop.ts'
export { createTestShop } from './shop.ts'
