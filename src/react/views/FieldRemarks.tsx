/** What is said at a field about what was typed into it. Loaded with the press: before one nothing is. */
import { type RefObject, useState } from 'react'

import { Button } from '../parts/Button.tsx'
import { useView } from '../view.ts'

interface FieldRemarksProps {
  /** The id of the row, which those of the remarks begin with. */
  readonly id: string
  readonly problem: string | undefined
  readonly question: string | undefined
  /** The row, whose input may have the focus. */
  readonly row: RefObject<HTMLDivElement | null>
  readonly onUseAnyway: () => void
}

export function FieldRemarks({ id, problem, question, row, onUseAnyway }: FieldRemarksProps) {
  const { say, part } = useView()
  return (
    <>
      {problem !== undefined && (
        <div {...part('field-error')}>
          <AtField key={problem} id={`${id}-problem`} text={problem} row={row} />
        </div>
      )}
      {question !== undefined && (
        <div {...part('field-error')} data-doubt="">
          <AtField key={question} id={`${id}-doubt`} text={question} row={row} />
          <Button look="text-button" onPress={onUseAnyway}>
            {say('useAnyway')}
          </Button>
        </div>
      )}
    </>
  )
}

interface AtFieldProps {
  readonly id: string
  readonly text: string
  readonly row: FieldRemarksProps['row']
}

/**
 * What is said about what was typed. The focus goes to the input, which is described by it; where the focus is there
 * already, as after Enter, nothing would be heard: then it is an alert.
 */
function AtField({ id, text, row }: AtFieldProps) {
  const [here] = useState(() => row.current?.querySelector('[part~="input"]:focus') != null)
  return (
    <p id={id} role={here ? 'alert' : undefined}>
      <span>{text}</span>
    </p>
  )
}
