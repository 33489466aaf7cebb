export type Received = { readonly subject: string; readonly messageId: string; readonly text: string }

/** The mails to one address in the development mailbox, the oldest first, read from its pages as a person would. */
export async function mailsTo(url: string, recipient: string): Promise<readonly Received[]> {
  const list = await textOf(`${url}/dev/mail`)
  const rows = [...list.matchAll(/<tr><td><a href="([^"]+)">([^<]*)<\/a>(.*?)<\/td><td>([^<]*)<\/td>/g)]
  const mine = rows.filter(([, , , , to]) => to === recipient).toReversed()
  return Promise.all(
    mine.map(async ([, path = '', subject = '', note = '']) => {
      const page = await textOf(url + path)
      const messageId = /<dt>Message-ID<\/dt><dd>&lt;([^&]+)&gt;<\/dd>/.exec(page)?.[1] ?? ''
      if (note !== '') throw new Error(`'${subject}' came more than once: ${note}`)
      return { subject, messageId, text: /<pre>([\s\S]*?)<\/pre>/.exec(page)?.[1] ?? '' }
    }),
  )
}

async function textOf(address: string): Promise<string> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return answer.text()
}
