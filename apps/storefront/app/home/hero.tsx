import { Link } from 'react-router'
import type { ProductCardData } from '../api/outputs.ts'
import { ButtonLink } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { Picture } from '../components/picture.tsx'

/** What one sees first: the house in a sentence, and one piece of it. */
export function Hero({ product: { slug, name, image } }: { readonly product: ProductCardData }) {
  return (
    <Page>
      <div className="grid items-center gap-8 pt-4 md:grid-cols-[5fr_6fr] md:gap-12 md:pt-8 lg:gap-20">
        <div>
          <h1 className="text-display">
            Objects for <em className="block">a long time.</em>
          </h1>
          <p className="max-w-120 pt-6 pb-8 text-lead text-ink-soft">
            Noirel makes objects for home and person: few of each, in clay, wood, linen, leather and light.
          </p>
          <ButtonLink to="/products">See the collection</ButtonLink>
        </div>
        <figure className="order-first md:order-none">
          <Picture picture={image} sizes="(min-width: 1440px) 720px, (min-width: 768px) 54vw, 100vw" first />
          <figcaption className="pt-3 text-caption text-ink-soft">
            <Link
              to={`/products/${slug}`}
              prefetch="intent"
              className="inline-flex min-h-6 items-center underline-offset-4 hover:underline"
            >
              {name}
            </Link>
          </figcaption>
        </figure>
      </div>
    </Page>
  )
}
