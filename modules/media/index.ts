import { defineModule } from '@merx/kernel'
import { storePicture } from './commands/store-picture.ts'
import { assetStored } from './events.ts'

export type { MediaStore } from './domain/media-store.ts'
export { formats, parseRendition, type Rendition, widths } from './domain/rendition.ts'
export { createRenderer, type Renderer } from './renditions/render.ts'
export { diskStore } from './store/disk-store.ts'
export { mediaStore } from './store/seam.ts'
export { storePicture }

export const mediaModule = defineModule({
  name: 'media',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [storePicture],
  events: [assetStored],
})
