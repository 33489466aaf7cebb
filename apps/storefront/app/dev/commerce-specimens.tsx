import type { ProductCardData } from '../api/outputs.ts'
import { Section } from '../components/page.tsx'
import { Picture } from '../components/picture.tsx'
import { Price } from '../components/price.tsx'
import { ProductCard } from '../components/product-card.tsx'
import { Specimen, Specimens } from './specimen.tsx'

const some = { amount: 14_500, currency: 'USD' }
const more = { amount: 29_000, currency: 'USD' }
const sizes = '(min-width: 1024px) 30vw, 92vw'

export function CommerceSpecimens({ products }: { readonly products: readonly ProductCardData[] }) {
  const [product] = products
  return (
    <Section title="Goods">
      <Specimens>
        <Specimen name="price">
          <Price price={some} />
        </Specimen>
        <Specimen name="price, reduced">
          <Price price={some} before={more} />
        </Specimen>
        <Specimen name="price, from; not sold here">
          <p>
            <Price price={some} to={more} />
          </p>
          <Price price={null} />
        </Specimen>
        <Specimen name="picture that is missing">
          <Picture picture={null} sizes={sizes} />
        </Specimen>
        {product && (
          <>
            <Specimen name="product card">
              <ProductCard product={product} sizes={sizes} heading="h3" />
            </Specimen>
            <Specimen name="product card, sold out">
              <ProductCard product={{ ...product, availability: 'out' }} sizes={sizes} heading="h3" />
            </Specimen>
          </>
        )}
      </Specimens>
    </Section>
  )
}
