import { ButtonLink } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { HousePicture } from './house-picture.tsx'

/** What one sees first: the house in a sentence, beside a few of its things. */
export function Hero() {
  return (
    <section className="lg:relative lg:bg-ground">
      {/* the picture is cropped on phones: it is asked for as wide as it is before that */}
      <HousePicture of="house" shape="stage" sizes="(min-width: 768px) 100vw, 160vw" first />
      <div className="lg:absolute lg:inset-0 lg:flex lg:items-center lg:text-on-picture">
        <Page>
          <div className="pt-8 lg:max-w-[38%] lg:pt-0">
            <h1 className="text-display">
              Objects for <em className="block">a long time.</em>
            </h1>
            <p className="max-w-96 pt-6 pb-8 text-lead">
              Noirel makes things for home and person: few of each, in clay, wood, linen, leather and light.
            </p>
            <ButtonLink to="/products" look="hero">
              See the collection
            </ButtonLink>
          </div>
        </Page>
      </div>
    </section>
  )
}
