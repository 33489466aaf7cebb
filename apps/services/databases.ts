import postgres from 'postgres'

/** Makes a database for each module where it is missing; returns where each is. */
export async function makeDatabases(
  serverUrl: string,
  modules: readonly string[],
): Promise<(module: string) => string> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    const there = await sql<{ datname: string }[]>`select datname from pg_database`
    for (const name of modules.map(databaseName)) {
      if (!there.some(({ datname }) => datname === name)) await sql`create database ${sql(name)}`
    }
  } finally {
    await sql.end()
  }
  return (module) => {
    const url = new URL(serverUrl)
    url.pathname = `/${databaseName(module)}`
    return url.href
  }
}

function databaseName(module: string): string {
  return `merx_${module.replaceAll('-', '_')}`
}
