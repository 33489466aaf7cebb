import { useState } from 'react'
import type { Picture as PictureData } from '../api/outputs.ts'
import { Dialog } from '../components/dialog.tsx'
import { largest } from '../components/picture.tsx'

type Props = { readonly picture: PictureData; readonly isOpen: boolean; readonly onClose: () => void }

/** A picture over the whole window, and by a press twice as near; then it is moved by scrolling, as everything is. */
export function Zoom({ picture, isOpen, onClose }: Props) {
  const [isNear, setNear] = useState(false)
  const close = () => {
    setNear(false)
    onClose()
  }
  return (
    <Dialog title={picture.alt} isOpen={isOpen} onClose={close} place="whole">
      <button
        type="button"
        aria-pressed={isNear}
        aria-label="Look closer"
        onClick={() => setNear(!isNear)}
        className={`block ${isNear ? 'w-[200%] cursor-zoom-out' : 'mx-auto w-full max-w-[calc(100dvh-8rem)] cursor-zoom-in'}`}
      >
        <img
          src={largest(picture)}
          alt=""
          width={picture.width}
          height={picture.height}
          className="w-full bg-paper-deep"
        />
      </button>
    </Dialog>
  )
}
