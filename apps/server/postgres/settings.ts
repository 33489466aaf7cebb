export type Settings = Readonly<Record<string, string>>

const shop: Settings = {
  shared_buffers: '256MB',
  max_connections: '100',
  synchronous_commit: 'on',
  fsync: 'on',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_completion_target: '0.9',
  // Short statements by the thousand: compiling one costs more than running it.
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] %d ',
}

/** The postmaster's arguments. TCP on the loopback only: a Unix socket saves 8 % a statement, but no URL names one. */
export function postmasterArguments(cluster: string, port: number, settings: Settings): readonly string[] {
  const all: Settings = {
    ...shop,
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  }
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
