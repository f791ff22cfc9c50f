/** A picture of a guide as large as the window allows, in a dialog named by its description. */
import { useId } from 'react'

import { useView } from '../view.ts'
import { Button } from './Button.tsx'
import { Modal } from './Modal.tsx'

interface EnlargedImageProps {
  readonly src: string
  readonly alt: string
  readonly onClose: () => void
}

export function EnlargedImage({ src, alt, onClose }: EnlargedImageProps) {
  const { say, part } = useView()
  const id = useId()
  return (
    <Modal labelledBy={id} onDismiss={onClose}>
      <p {...part('lead')} id={id}>
        {alt === '' ? say('picture') : alt}
      </p>
      <img {...part('image')} src={src} alt={alt} referrerPolicy="no-referrer" />
      <div {...part('actions')}>
        <Button look="button" focusMark="dialog" onPress={onClose}>
          {say('close')}
        </Button>
      </div>
    </Modal>
  )
}
