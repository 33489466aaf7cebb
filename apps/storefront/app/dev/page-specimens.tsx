import { Amount, Amounts } from '../components/amounts.tsx'
import { Blank } from '../components/blank.tsx'
import { Breadcrumb } from '../components/breadcrumb.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Disclosure } from '../components/disclosure.tsx'
import { Facts, List, Row } from '../components/list.tsx'
import { Section } from '../components/page.tsx'
import { Tabs } from '../components/tabs.tsx'
import { Specimen, Specimens } from './specimen.tsx'

export function PageSpecimens() {
  return (
    <Section title="Parts of a page">
      <Specimens>
        <Specimen name="breadcrumb">
          <Breadcrumb steps={[{ slug: 'objects', name: 'Objects' }]} />
        </Specimen>
        <Specimen name="tabs">
          <Tabs
            label="An example"
            tabs={[
              { to: '/dev/components', label: 'Orders', count: 3 },
              { to: '/products', label: 'Addresses' },
            ]}
          />
        </Specimen>
        <Specimen name="disclosure">
          <div className="border-t border-line">
            <Disclosure title="Care" isOpen>
              <p className="text-small">Wash by hand.</p>
            </Disclosure>
            <Disclosure title="Delivery">
              <p className="text-small">In two to five days.</p>
            </Disclosure>
          </div>
        </Specimen>
        <Specimen name="list">
          <List>
            <Row title="M-100042" note="12 March, shipped" aside="$145.00" />
            <Row title="M-100017" note="2 February, delivered" aside="$88.00" />
          </List>
        </Specimen>
        <Specimen name="facts">
          <Facts
            facts={[
              { name: 'Material', value: 'Stoneware' },
              { name: 'Made in', value: 'Portugal' },
            ]}
          />
        </Specimen>
        <Specimen name="amounts">
          <Amounts>
            <Amount label="Goods">$145.00</Amount>
            <Amount label="Delivery">Free</Amount>
            <Amount label="Total" strong>
              $145.00
            </Amount>
          </Amounts>
        </Specimen>
        <Specimen name="blank">
          <Blank level="h3" title="Nothing here yet." text="Whatever you keep will wait for you here.">
            <ButtonLink to="/products" look="outline">
              See the collection
            </ButtonLink>
          </Blank>
        </Specimen>
      </Specimens>
    </Section>
  )
}
