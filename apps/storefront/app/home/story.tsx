import type { Picture as PictureData } from '../api/outputs.ts'
import { Page } from '../components/page.tsx'
import { Picture } from '../components/picture.tsx'

/** How the house works, told once and in the dark. */
export function Story({ picture }: { readonly picture: PictureData | null }) {
  return (
    <section aria-labelledby="story" className="mt-24 bg-night text-on-night md:mt-32">
      <Page>
        <div className="grid items-center gap-12 py-16 md:grid-cols-2 md:gap-20 md:py-24">
          <Picture picture={picture} sizes="(min-width: 1440px) 632px, (min-width: 768px) 45vw, 92vw" decorative />
          <div>
            <h2 id="story" className="text-heading">
              A house keeps what it uses every day.
            </h2>
            <div className="max-w-prose space-y-4 pt-6 text-on-night-soft">
              <p>
                We begin with the thing on the table at eight in the morning, not with the one behind glass. It should
                be pleasant to lift, easy to clean and hard to tire of.
              </p>
              <p>
                So we work with a few workshops, order little, and make it again when it is gone. What breaks can be
                mended; what wears gets better.
              </p>
            </div>
          </div>
        </div>
      </Page>
    </section>
  )
}
