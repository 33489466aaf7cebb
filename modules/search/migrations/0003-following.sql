-- Told anew it has another number: who follows a renaming forgets what it has followed, and not what came meanwhile.
alter table search.renaming add column number bigint generated always as identity;
