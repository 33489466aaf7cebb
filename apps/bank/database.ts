import { DatabaseSync } from 'node:sqlite'

/** The bank's books. A card's number never reaches them, only its brand and last four digits. */
export function openBooks(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(`
    pragma journal_mode = wal;
    pragma foreign_keys = on;
    create table if not exists payment (
      id text primary key,
      idempotency_key text not null unique,
      request text not null,
      amount integer not null check (amount > 0),
      currency text not null,
      reference text not null,
      description text not null,
      return_url text not null,
      webhook_url text not null,
      metadata text not null,
      status text not null check (status in ('open', 'challenge', 'declined', 'captured', 'cancelled')),
      received integer not null default 0 check (received between 0 and amount),
      refunded integer not null default 0 check (refunded between 0 and received),
      reason text,
      brand text,
      last4 text check (length(last4) = 4),
      created_at integer not null
    ) strict;
    create table if not exists refund (
      id text primary key,
      idempotency_key text not null unique,
      request text not null,
      payment_id text not null references payment,
      amount integer not null check (amount > 0),
      metadata text not null,
      created_at integer not null
    ) strict;
    create table if not exists webhook (
      position integer primary key,
      id text not null unique,
      payment_id text not null references payment,
      type text not null,
      url text not null,
      body text not null,
      state text not null check (state in ('waiting', 'held', 'dropped', 'delivered', 'given_up')),
      copies integer not null check (copies >= 0),
      due_at integer not null,
      attempts integer not null default 0,
      failures integer not null default 0,
      error text
    ) strict;
    create index if not exists webhook_due on webhook (due_at) where state = 'waiting';
    create table if not exists behaviour (only integer primary key check (only = 1), settings text not null) strict;
  `)
  return database
}

/** Runs the body in one transaction. The body is synchronous, so nothing of the process comes between. */
export function together<T>(database: DatabaseSync, body: () => T): T {
  database.exec('begin immediate')
  try {
    const result = body()
    database.exec('commit')
    return result
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}
