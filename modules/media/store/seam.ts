import { seam } from '@merx/kernel'
import type { MediaStore } from '../domain/media-store.ts'
import { diskStore } from './disk-store.ts'

export const mediaStore = seam<MediaStore>('media.store', () => diskStore('.merx/media'))
