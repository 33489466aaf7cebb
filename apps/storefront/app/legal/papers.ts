export type Paper = {
  readonly title: string
  readonly lead: string
  readonly parts: readonly { readonly title: string; readonly text: string }[]
}

/** What a shop has to say of itself. Noirel is a demonstration: put your own words here and have them read by who knows your law. */
export const papers: Readonly<Record<string, Paper>> = {
  delivery: {
    title: 'Delivery and returns',
    lead: 'How your things reach you, and how they come back.',
    parts: [
      {
        title: 'Where to',
        text: 'We deliver to the countries that the market of your choice names. The ways of delivery, their prices and their times are shown with your address at checkout, before you order.',
      },
      {
        title: 'When',
        text: 'What is in stock leaves the house within two working days. You get a mail when it does.',
      },
      {
        title: 'If it does not please',
        text: 'Send it back within 30 days, unused and in its box. What you paid for it goes back the way it came.',
      },
      {
        title: 'If it breaks',
        text: 'Write to us with a picture. What broke on the way is replaced; what broke in use can often be mended.',
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    lead: 'What this shop knows of you, and for how long.',
    parts: [
      {
        title: 'What is needed to deliver',
        text: 'Your name, address and e-mail go with your order. They are used to fulfil it and to write to you about it.',
      },
      {
        title: 'Cookies',
        text: 'One remembers your cart, one the market you chose, one opens your order for a day. None follows you elsewhere.',
      },
      {
        title: 'What stays in your browser',
        text: 'The pieces you looked at and whether you like it light or dark. Neither is sent to us.',
      },
      {
        title: 'Payment',
        text: 'You pay on the page of the bank. This shop never sees the number of your card.',
      },
    ],
  },
  terms: {
    title: 'Terms',
    lead: 'What we agree on when you order.',
    parts: [
      {
        title: 'Your order',
        text: 'The total that you are shown before you order is what you pay. An order stands when it is confirmed by mail.',
      },
      {
        title: 'Payment',
        text: 'An order that is to be paid online is kept for as long as its page says. It is called off when it was not paid by then, and nothing is charged.',
      },
      {
        title: 'Cancelling',
        text: 'As long as nothing was sent you can cancel on the page of your order. What was paid goes back the way it came.',
      },
      {
        title: 'Warranty',
        text: 'Your rights by law are not touched by anything on this page.',
      },
    ],
  },
  imprint: {
    title: 'Imprint',
    lead: 'Who is behind this shop.',
    parts: [
      {
        title: 'Noirel',
        text: 'Noirel is the demonstration of a commerce platform. It sells nothing: its goods do not exist, its bank is a sandbox and its mails stay on this machine.',
      },
    ],
  },
}
