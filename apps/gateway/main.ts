import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createGatewayRuntime, type GatewayPlugin } from '@graphql-hive/gateway-runtime'
import { NoSchemaIntrospectionCustomRule, parse } from 'graphql'
import { handedBack, handedOn } from './headers.ts'
import { inOrder } from './in-order.ts'
import { findExcess } from './limits.ts'
import { readSettings } from './settings.ts'
import { composeSupergraph } from './supergraph.ts'

const { port, host, subgraphs, development, introspection, limits } = readSettings(process.env)

/** Services start in any order: the first schema waits for all of them, later ones are composed beside the one in use. */
async function firstSupergraph(): Promise<string> {
  for (;;) {
    try {
      return await composeSupergraph(subgraphs)
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      await wait(1_000)
    }
  }
}

let supergraph = await firstSupergraph()

const answersInOrder: GatewayPlugin = {
  onExecute: ({ args }) => ({
    onExecuteDone: ({ result, setResult }) => {
      if ('data' in result) setResult({ ...result, data: inOrder(result.data, args) })
    },
  }),
}

const withinLimits: GatewayPlugin = {
  onParse: ({ setParseFn }) => setParseFn((source, options) => parse(source, { ...options, maxTokens: limits.tokens })),
  onValidate: ({ params: { schema, documentAST }, addValidationRule }) => {
    if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule)
    return ({ valid, setResult }) => {
      const excess = valid && findExcess(schema, documentAST, limits)
      if (excess) setResult([excess])
    }
  },
}

const gateway = createGatewayRuntime({
  supergraph: async () => {
    // a service that is away does not take the others' part of the schema with it
    supergraph = await composeSupergraph(subgraphs).catch(() => supergraph)
    return supergraph
  },
  pollingInterval: 10_000,
  graphqlEndpoint: '/graphql',
  graphiql: development,
  landingPage: false,
  logging: 'warn',
  maskedErrors: !development,
  plugins: () => [withinLimits, answersInOrder],
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => handedOn(request.headers),
    fromSubgraphsToClient: ({ response }) => handedBack(response.headers),
  },
})

// limits are by the caller's address: nobody else may say which that is
const server = createServer((request, response) => {
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? ''
  return gateway(request, response)
})
server.listen(port, host, () => process.stdout.write(`The gateway is open at http://${host}:${port}/graphql\n`))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
  })
}
