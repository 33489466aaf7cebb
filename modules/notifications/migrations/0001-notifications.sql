create schema notifications;

-- Every message that was ever asked for. The text is kept as it was written: what a template says later changes nothing that was sent.
create table notifications.message (
  id uuid primary key,
  -- names the cause, such as the id of an event: asked for twice, it is one message
  dedupe_key text not null constraint message_dedupe_key unique,
  message_id text not null constraint message_message_id unique,
  template text not null,
  recipient text not null,
  language text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  status text not null default 'queued',
  created_at timestamptz not null,
  sent_at timestamptz,
  constraint message_status check (status in ('queued', 'sent')),
  constraint message_sent_at check ((status = 'sent') = (sent_at is not null))
) with (fillfactor = 80);

create index message_queued on notifications.message (created_at) where status = 'queued';

-- Where mail goes while no mail server is named. It behaves like a reader's mailbox: a repeat is recognised by its Message-ID.
create table notifications.mailbox (
  id uuid primary key,
  message_id text not null constraint mailbox_message_id unique,
  sender text not null,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  received integer not null default 1,
  received_at timestamptz not null,
  constraint mailbox_received check (received >= 1)
);
