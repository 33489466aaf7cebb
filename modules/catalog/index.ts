import { defineModule } from '@merx/kernel'
import { archiveProduct } from './commands/archive-product.ts'
import { createAttribute } from './commands/create-attribute.ts'
import { createBrand } from './commands/create-brand.ts'
import { createCategory } from './commands/create-category.ts'
import { createProduct } from './commands/create-product.ts'
import { rankBestSellers } from './commands/rank-best-sellers.ts'
import { saveAttributes } from './commands/save-attributes.ts'
import { saveBrands } from './commands/save-brands.ts'
import { saveCategories } from './commands/save-categories.ts'
import { saveProducts } from './commands/save-products.ts'
import { updateAttribute } from './commands/update-attribute.ts'
import { updateBrand } from './commands/update-brand.ts'
import { updateCategory } from './commands/update-category.ts'
import { updateProduct } from './commands/update-product.ts'
import { forgetAnswers } from './consumers/forget-answers.ts'
import { onAvailabilityChanged } from './consumers/on-availability-changed.ts'
import { onMarketChanged } from './consumers/on-market-changed.ts'
import { onOrderConfirmed } from './consumers/on-order-confirmed.ts'
import { onPriceChanged } from './consumers/on-price-changed.ts'
import { attributeChanged, brandChanged, categoryChanged, displayChanged, productChanged } from './events.ts'
import { graphql } from './graphql.ts'
import { rankByTheClock } from './jobs/rank-best-sellers.ts'
import { republishProducts } from './jobs/republish-products.ts'
import { getBrand } from './queries/get-brand.ts'
import { getCategory } from './queries/get-category.ts'
import { getProduct } from './queries/get-product.ts'
import { listAttributes } from './queries/list-attributes.ts'
import { listBrands } from './queries/list-brands.ts'
import { listCategories } from './queries/list-categories.ts'
import { listProducts } from './queries/list-products.ts'
import { products } from './queries/products.ts'
import { showBrand } from './queries/show-brand.ts'
import { showCategory } from './queries/show-category.ts'
import { showProduct } from './queries/show-product.ts'
import { variants } from './queries/variants.ts'

export { AttributeToSave } from './domain/attribute-input.ts'
export { Availability } from './domain/availability.ts'
export { BrandToSave, CategoryToSave } from './domain/category-input.ts'
export { ProductSort } from './domain/cursor.ts'
export { ProductId, VariantId } from './domain/ids.ts'
export { ProductToSave } from './domain/product-input.ts'
export { slugOf } from './domain/slug.ts'
export { Brand } from './queries/get-brand.ts'
export { Category } from './queries/get-category.ts'
export { Product } from './queries/get-product.ts'
export { ProductCard } from './queries/list-products.ts'
export {
  archiveProduct,
  createAttribute,
  createBrand,
  createCategory,
  createProduct,
  getBrand,
  getCategory,
  getProduct,
  listAttributes,
  listBrands,
  listCategories,
  listProducts,
  rankBestSellers,
  saveAttributes,
  saveBrands,
  saveCategories,
  saveProducts,
  showBrand,
  showCategory,
  showProduct,
  updateAttribute,
  updateBrand,
  updateCategory,
  updateProduct,
  variants,
}

export const catalogModule = defineModule({
  name: 'catalog',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    listProducts,
    getProduct,
    listCategories,
    getCategory,
    listBrands,
    getBrand,
    variants,
    products,
    showProduct,
    createProduct,
    updateProduct,
    archiveProduct,
    saveProducts,
    rankBestSellers,
    showCategory,
    createCategory,
    updateCategory,
    saveCategories,
    showBrand,
    createBrand,
    updateBrand,
    saveBrands,
    listAttributes,
    createAttribute,
    updateAttribute,
    saveAttributes,
  ],
  events: [productChanged, categoryChanged, brandChanged, attributeChanged, displayChanged],
  consumers: [onPriceChanged, onAvailabilityChanged, onOrderConfirmed, onMarketChanged],
  live: [forgetAnswers],
  jobs: [rankByTheClock],
  republishers: [republishProducts],
  graphql,
})
