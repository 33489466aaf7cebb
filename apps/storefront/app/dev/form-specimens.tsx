import { useState } from 'react'
import { Button, ButtonLink, IconButton } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Checkbox, SelectField, TextArea, TextField } from '../components/field.tsx'
import { ErrorSummary, Notice } from '../components/notice.tsx'
import { Section } from '../components/page.tsx'
import { showToast } from '../components/toast-store.ts'
import { Specimen, Specimens } from './specimen.tsx'

const nowhere = '/dev/components'

export function FormSpecimens() {
  return (
    <>
      <Section title="Buttons">
        <Specimens>
          <Specimen name="primary">
            <Button type="button">Add to cart</Button>
          </Specimen>
          <Specimen name="primary, busy">
            <Button type="button" busy>
              Adding …
            </Button>
          </Specimen>
          <Specimen name="primary, disabled">
            <Button type="button" disabled>
              Sold out
            </Button>
          </Specimen>
          <Specimen name="outline">
            <ButtonLink to={nowhere} look="outline">
              See the collection
            </ButtonLink>
          </Specimen>
          <Specimen name="quiet">
            <ButtonLink to={nowhere} look="quiet">
              All that is new
            </ButtonLink>
          </Specimen>
          <Specimen name="icon">
            <IconButton icon="heart" label="Keep" onClick={() => showToast({ text: 'Kept.' })} />
          </Specimen>
        </Specimens>
      </Section>
      <Section title="Fields">
        <Specimens>
          <Specimen name="text">
            <TextField name="one" label="Full name" autoComplete="off" />
          </Specimen>
          <Specimen name="text, with a hint">
            <TextField name="two" label="E-mail" type="email" autoComplete="off" hint="For the confirmation alone." />
          </Specimen>
          <Specimen name="text, in error">
            <TextField name="three" label="Postal code" autoComplete="off" error="Enter your postal code." />
          </Specimen>
          <Specimen name="select">
            <SelectField name="four" label="Country">
              <option>France</option>
              <option>Portugal</option>
            </SelectField>
          </Specimen>
          <Specimen name="text area, optional">
            <TextArea name="five" label="A word with the gift" optional />
          </Specimen>
          <Specimen name="checkbox">
            <Checkbox name="six" checked>
              Wrap it as a gift
            </Checkbox>
          </Specimen>
          <Specimen name="choice">
            <div className="border-t border-line">
              <Choice name="seven" value="a" chosen title="Standard" note="2 to 5 days." aside="Free" />
              <Choice name="seven" value="b" chosen={false} title="Express" note="1 to 2 days." aside="$24.00" />
            </div>
          </Specimen>
        </Specimens>
      </Section>
      <Section title="Words to the buyer">
        <Specimens>
          <Specimen name="notice">
            <Notice>Delivery is priced anew for this address.</Notice>
          </Specimen>
          <Specimen name="notice, alarm">
            <Notice tone="alarm">Please look at the marked pieces first.</Notice>
          </Specimen>
          <SummarySpecimen />
          <Specimen name="toast, with undo">
            <Button type="button" look="outline" onClick={() => showToast({ text: 'Aster Vase is out of your cart.' })}>
              Show a toast
            </Button>
          </Specimen>
          <DialogSpecimen place="middle" />
          <DialogSpecimen place="side" />
        </Specimens>
      </Section>
    </>
  )
}

/** It takes the focus when it comes, so it comes when it is asked for. */
function SummarySpecimen() {
  const [isShown, show] = useState(false)
  return (
    <Specimen name="error summary">
      {isShown ? (
        <ErrorSummary title="Something is missing.">
          <p>Enter your e-mail address.</p>
        </ErrorSummary>
      ) : (
        <Button type="button" look="outline" onClick={() => show(true)}>
          Show a summary
        </Button>
      )}
    </Specimen>
  )
}

function DialogSpecimen({ place }: { readonly place: 'middle' | 'side' }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Specimen name={`dialog, ${place}`}>
      <Button type="button" look="outline" onClick={() => setOpen(true)}>
        Open a dialog
      </Button>
      <Dialog title="A dialog" place={place} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>It keeps the focus until it is closed, and gives it back.</p>
      </Dialog>
    </Specimen>
  )
}
