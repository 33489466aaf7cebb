import { type GraphQLFieldConfig, GraphQLID, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql'
import { z } from 'zod'
import { isToken } from '../../http/credentials.ts'
import { fieldErrors } from '../../http/field-errors.ts'
import { Fault } from '../../http/problem.ts'
import type { Wish } from '../../live/hub.ts'
import type { Notice } from '../../live/notice.ts'
import type { AnyTopic } from '../../live/topic.ts'
import type { AnyOperation } from '../../operations/operation.ts'
import type { GraphqlCall } from '../call.ts'
import type { Subscribed } from '../declare.ts'
import { camelCase, pascalCase } from '../names.ts'
import type { FieldOptions, RootField } from '../operation-fields.ts'
import type { FieldMap } from '../output-types.ts'

/** What the fields of `Subscription` need beside an ordinary call. */
export type SubscriptionCall = GraphqlCall & {
  /** Follows a topic: its notices as they come, or a fault. */
  follow(topic: AnyTopic, wish: Wish): Promise<AsyncIterable<Notice>>
}

export type SubscriptionFields = Readonly<Record<string, GraphQLFieldConfig<unknown, SubscriptionCall>>>

export type SubscriptionOptions = Pick<FieldOptions, 'sent' | 'told' | 'inputs' | 'outputs'> & {
  readonly subscribed: readonly Subscribed[]
  /** The field of `Query` that shows an operation, by its name. */
  readonly shownBy: (operation: AnyOperation) => { readonly name: string; readonly field: RootField } | undefined
  readonly relationsOf: (type: string) => FieldMap
}

/** `stock` is told in a `StockUpdate`. */
export function updateName({ topic }: Pick<Subscribed, 'topic'>): string {
  return `${pascalCase(topic.name)}Update`
}

/** The fields of `Subscription`: the topic `stock` is `stockChanged`. */
export function subscriptionFields({ subscribed, ...options }: SubscriptionOptions): SubscriptionFields {
  return Object.fromEntries(
    subscribed.map((one) => [`${camelCase(one.topic.name)}Changed`, fieldOf(one, options)] as const),
  )
}

function fieldOf(one: Subscribed, options: Omit<SubscriptionOptions, 'subscribed'>): SubscriptionFields[string] {
  const { topic, of } = one
  const { inputs, sent } = options
  const asked = askedBy(one)
  const { fields, read } = inputs.fieldsOf(updateName(one), sent.add(asked))
  return {
    description: topic.summary,
    type: new GraphQLNonNull(updateType(one, options)),
    args: fields,
    subscribe: (_root, given, call) => {
      const wanted = read(given)
      const parsed = asked.safeParse(wanted)
      if (!parsed.success) {
        throw new Fault('invalid_input', { data: { errors: fieldErrors(parsed.error.issues, wanted) } })
      }
      return call.follow(topic, {
        ...Place.parse(wanted),
        topic: of === undefined ? topic.name : `${topic.name}:${wanted[of]}`,
      })
    },
    resolve: (notice) => updateOf(notice, of),
  }
}

function updateType(one: Subscribed, options: Omit<SubscriptionOptions, 'subscribed'>): GraphQLObjectType {
  const { topic, of, shows } = one
  const { outputs, told, shownBy, relationsOf } = options
  const name = updateName(one)
  const shown = shows && shownBy(shows)
  if (shows && !shown) throw new Error(`'${name}' shows '${shows.name}', which is no query with an address`)
  const key = of !== undefined &&
    topic.of && { [of]: { type: outputs.of(told.add(topic.of), { owner: name, field: of }) } }
  return new GraphQLObjectType<unknown, GraphqlCall>({
    name,
    description: topic.summary,
    fields: () => ({
      id: { type: GraphQLID, description: 'Of the event: the place to go on from by `after`; null for how it stands' },
      kind: {
        type: new GraphQLNonNull(GraphQLString),
        description: 'What happened; `joined` for the first one, `resync` where something may have been missed',
      },
      ...key,
      ...(shown && { [shown.name]: shownField(shown.field, of) }),
      ...relationsOf(name),
    }),
  })
}

/** Asked anew for each update, as whoever follows. */
function shownField({ type, description, resolve }: RootField, of: string | undefined): FieldMap[string] {
  return {
    type,
    description,
    resolve: (update, _args, call) =>
      resolve(undefined, of === undefined ? {} : { [of]: Reflect.get(Object(update), of) }, call),
  }
}

/** A notice names its topic in the one way that the topic is called, however the client wrote it. */
function updateOf(notice: unknown, of: string | undefined): Readonly<Record<string, unknown>> {
  const { type, id = null, kind = type, topic } = Object(notice)
  return { id, kind, ...(of !== undefined && { [of]: topic.slice(topic.indexOf(':') + 1) }) }
}

const Place = z.object({
  after: z.uuid().optional().describe('The id of the last update that the client has seen: it is told what it missed'),
  token: z
    .string()
    .refine(isToken)
    .optional()
    .describe('The token that belongs to it, for clients that showed none when they connected'),
})

function askedBy({ topic, of }: Subscribed): z.ZodObject {
  const which = of === undefined || !topic.of ? {} : { [of]: topic.of }
  const { after, token } = Place.shape
  return z.object({ ...which, after, ...(topic.token === undefined ? {} : { token }) })
}
