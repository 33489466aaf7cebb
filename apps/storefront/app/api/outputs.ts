import type { Api, ResultOf } from '@merx/client'

/** What an operation answers with, by its name. */
export type Output<Name extends keyof Api> = Extract<ResultOf<Api[Name]>, { readonly ok: true }>['value']

/** What an operation takes. */
export type Input<Name extends keyof Api> = Api[Name]['input']

export type Market = Output<'pricing.list-markets'>['items'][number]
export type CategoryNode = Output<'catalog.list-categories'>['items'][number]
export type ProductCardData = Output<'catalog.list-products'>['items'][number]
export type Collection = Output<'catalog.list-collections'>['items'][number]
export type Found = Output<'search.search-products'>
export type Facet = Found['facets'][number]
export type Suggestions = Output<'search.suggest'>
export type Product = Output<'catalog.get-product'>
export type Variant = Product['variants'][number]
export type CartData = Output<'cart.get-cart'>
export type CartLine = CartData['lines'][number]
export type CartProblem = CartData['problems'][number]
export type ShippingOption = Output<'cart.list-shipping-options'>['items'][number]
export type PaymentMethod = Output<'payments.list-methods'>['items'][number]
export type Order = Output<'ordering.get-order'>
export type Picture = { readonly path: string; readonly alt: string; readonly width: number; readonly height: number }
export type Money = { readonly amount: number; readonly currency: string }
