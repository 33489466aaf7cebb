import { defineModule } from '@merx/kernel'
import { archiveProduct } from './commands/archive-product.ts'
import { arrangeCollection } from './commands/arrange-collection.ts'
import { createAttribute } from './commands/create-attribute.ts'
import { createBrand } from './commands/create-brand.ts'
import { createCategory } from './commands/create-category.ts'
import { createCollection } from './commands/create-collection.ts'
import { createProduct } from './commands/create-product.ts'
import { holdCollections } from './commands/hold-collections.ts'
import { rankBestSellers } from './commands/rank-best-sellers.ts'
import { removeCollection } from './commands/remove-collection.ts'
import { saveAttributes } from './commands/save-attributes.ts'
import { saveBrands } from './commands/save-brands.ts'
import { saveCategories } from './commands/save-categories.ts'
import { saveProducts } from './commands/save-products.ts'
import { updateAttribute } from './commands/update-attribute.ts'
import { updateBrand } from './commands/update-brand.ts'
import { updateCategory } from './commands/update-category.ts'
import { updateCollection } from './commands/update-collection.ts'
import { updateProduct } from './commands/update-product.ts'
import { forgetAnswers } from './consumers/forget-answers.ts'
import { onAvailabilityChanged } from './consumers/on-availability-changed.ts'
import { onMarketChanged } from './consumers/on-market-changed.ts'
import { onOrderConfirmed } from './consumers/on-order-confirmed.ts'
import { onPriceChanged } from './consumers/on-price-changed.ts'
import {
  attributeChanged,
  brandChanged,
  categoryChanged,
  collectionChanged,
  displayChanged,
  productChanged,
} from './events.ts'
import { graphql } from './graphql.ts'
import { holdByTheClock } from './jobs/hold-collections.ts'
import { rankByTheClock } from './jobs/rank-best-sellers.ts'
import { republishProducts } from './jobs/republish-products.ts'
import { getBrand } from './queries/get-brand.ts'
import { getCategory } from './queries/get-category.ts'
import { getCollection } from './queries/get-collection.ts'
import { getProduct } from './queries/get-product.ts'
import { knownProducts } from './queries/known-products.ts'
import { listAttributes } from './queries/list-attributes.ts'
import { listBrands } from './queries/list-brands.ts'
import { listCategories } from './queries/list-categories.ts'
import { listCollections } from './queries/list-collections.ts'
import { listProducts } from './queries/list-products.ts'
import { productPage } from './queries/product-page.ts'
import { products } from './queries/products.ts'
import { showBrand } from './queries/show-brand.ts'
import { showCategory } from './queries/show-category.ts'
import { showCollection } from './queries/show-collection.ts'
import { showProduct } from './queries/show-product.ts'
import { variants } from './queries/variants.ts'

export { AttributeToSave } from './domain/attribute-input.ts'
export { Availability } from './domain/availability.ts'
export { BrandToSave, CategoryToSave } from './domain/category-input.ts'
export type { CollectionRule } from './domain/collection-rule.ts'
export { ProductSort } from './domain/cursor.ts'
export { ProductId, VariantId } from './domain/ids.ts'
export { ProductToSave } from './domain/product-input.ts'
export { slugOf } from './domain/slug.ts'
export { Brand } from './queries/get-brand.ts'
export { Category } from './queries/get-category.ts'
export { Collection } from './queries/get-collection.ts'
export { Product } from './queries/get-product.ts'
export type { KnownProduct } from './queries/known-products.ts'
export { ProductCard } from './queries/list-products.ts'
export type { PagedProduct } from './queries/product-page.ts'
export {
  archiveProduct,
  arrangeCollection,
  createAttribute,
  createBrand,
  createCategory,
  createCollection,
  createProduct,
  getBrand,
  getCategory,
  getCollection,
  getProduct,
  knownProducts,
  listAttributes,
  listBrands,
  listCategories,
  listCollections,
  listProducts,
  productPage,
  products,
  rankBestSellers,
  removeCollection,
  saveAttributes,
  saveBrands,
  saveCategories,
  saveProducts,
  showBrand,
  showCategory,
  showCollection,
  showProduct,
  updateAttribute,
  updateBrand,
  updateCategory,
  updateCollection,
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
    knownProducts,
    productPage,
    rankBestSellers,
    showCategory,
    createCategory,
    updateCategory,
    saveCategories,
    showBrand,
    createBrand,
    updateBrand,
    saveBrands,
    getCollection,
    listCollections,
    showCollection,
    createCollection,
    updateCollection,
    arrangeCollection,
    removeCollection,
    holdCollections,
    listAttributes,
    createAttribute,
    updateAttribute,
    saveAttributes,
  ],
  events: [productChanged, categoryChanged, brandChanged, collectionChanged, attributeChanged, displayChanged],
  consumers: [onPriceChanged, onAvailabilityChanged, onOrderConfirmed, onMarketChanged],
  live: [forgetAnswers],
  jobs: [rankByTheClock, holdByTheClock],
  republishers: [republishProducts],
  graphql,
  personal: {
    harmless: [
      'brand.name',
      'category.name',
      'collection.name',
      'collection.rule',
      'product.name',
      'product.name_key',
      'shelf_card.name_key',
      'product.attributes',
      'product.images',
      'product_card.name',
      'product_card.image',
      'variant.options',
      'slug.owner_id',
    ],
  },
})
