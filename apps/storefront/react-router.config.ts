import { join } from 'node:path'
import type { Config } from '@react-router/dev/config'
import { buildWorker } from './build-worker.ts'
import { compressAssets } from './compress-assets.ts'

export default {
  appDirectory: 'app',
  buildDirectory: 'build',
  // the whole route table is smaller than one request for a part of it
  routeDiscovery: { mode: 'initial' },
  buildEnd: async ({ reactRouterConfig }) => {
    const client = join(reactRouterConfig.buildDirectory, 'client')
    await buildWorker(client)
    compressAssets(client)
  },
} satisfies Config
