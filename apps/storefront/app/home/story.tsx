import { Page } from '../components/page.tsx'
import { HousePicture } from './house-picture.tsx'

/** How the house works, told once and in the dark. */
export function Story() {
  return (
    <section aria-labelledby="story" className="mt-24 bg-night text-on-night md:mt-32">
      <div className="grid items-center md:grid-cols-2 md:*:first:self-stretch">
        <HousePicture of="table" shape="beside" sizes="(min-width: 768px) 80vw, 128vw" />
        <Page>
          <div className="py-16 md:max-w-prose md:ps-4 lg:ps-8">
            <h2 id="story" className="text-heading">
              A house keeps what it uses every day.
            </h2>
            <div className="space-y-4 pt-6 text-on-night-soft">
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
        </Page>
      </div>
    </section>
  )
}
