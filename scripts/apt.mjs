import { spawnSync } from 'node:child_process'

/** Installs a package of Debian's where that needs nobody's password; returns whether it did. */
export function installByApt(name) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  if (!succeeds([...asRoot, 'apt-get', '--version'], 'ignore')) return false
  console.log(`Installing ${name}`)
  const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq']
  return (
    succeeds([...apt, 'update'], 'inherit') &&
    succeeds([...apt, 'install', '-y', '--no-install-recommends', name], 'inherit')
  )
}

function succeeds([program, ...args], stdio) {
  return spawnSync(program, args, { stdio }).status === 0
}
