import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProgramPlan } from '../program.ts'

export type Balanced = {
  /** nginx's own folder. */
  readonly folder: string
  readonly port: number
  readonly copies: readonly number[]
  readonly bankPort: number
}

const shipped = join(import.meta.dirname, '../../../deploy/nginx')

/** Writes the configuration of an nginx that needs nothing of the system's, made of the files that a shop is deployed with. */
export async function planNginx(balanced: Balanced): Promise<Omit<ProgramPlan, 'say'>> {
  const { folder } = balanced
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'nginx.conf')
  await writeFile(file, configurationOf(balanced))
  return {
    name: 'nginx',
    file: process.env.NGINX || 'nginx',
    args: ['-p', folder, '-c', file, '-e', 'stderr'],
  }
}

/** Says which copy answered `/healthz`. */
export const answeredBy = 'merx-copy'

function configurationOf({ folder, port, copies, bankPort }: Balanced): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `# Made at each start.
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr error;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 2048; }

http {
${temporary.map((name) => `  ${name}_temp_path ${folder}/${name}-temp;`).join('\n')}
  include ${shipped}/http.conf;
  access_log ${folder}/access.log merx;

  upstream merx {
    zone merx-copies 64k;
${copies.map((copy) => `    server 127.0.0.1:${copy} max_fails=2 fail_timeout=2s;`).join('\n')}
    keepalive 32;
  }

  server {
    listen 127.0.0.1:${port};
    location = /healthz {
      add_header ${answeredBy} $upstream_addr;
      proxy_pass http://merx;
    }
    location /dev/bank/ { proxy_pass http://127.0.0.1:${bankPort}; }
    include ${shipped}/server.conf;
  }
}
`
}
