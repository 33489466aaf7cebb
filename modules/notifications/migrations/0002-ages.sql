create index message_age on notifications.message (sent_at) where sent_at is not null;
create index mailbox_age on notifications.mailbox (received_at);
