export { growShop } from './shop/grow-shop.ts'
export { stockDemoShop } from './shop/stock-demo-shop.ts'
