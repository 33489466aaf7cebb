import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('products', 'routes/all-products.tsx'),
  route('categories/:slug', 'routes/category.tsx'),
  route('collections/:slug', 'routes/collection.tsx'),
  route('products/:slug', 'routes/product.tsx'),
  route('search', 'routes/search.tsx'),
  route('cart', 'routes/cart.tsx'),
  route('checkout', 'routes/checkout.tsx'),
  route('orders/:number', 'routes/order.tsx'),
  route('legal/:paper', 'routes/legal.tsx'),
  route('offline', 'routes/offline.tsx'),
  route('dev/components', 'routes/components.tsx'),
  route('market', 'routes/market.ts'),
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig
