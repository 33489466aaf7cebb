import type { Product, Variant } from '../api/outputs.ts'

/** The pictures of a product, the one of the chosen variant first. */
export function picturesFor({ images }: Pick<Product, 'images'>, { image }: Pick<Variant, 'image'>): Product['images'] {
  if (!image) return images
  return [image, ...images.filter(({ path }) => path !== image.path)]
}
