-- What staff have taught search: synonyms, redirects, and what comes first. Few, read as a whole by every process.
create table search.lesson (
  id uuid constraint lesson_pk primary key,
  kind text not null constraint lesson_kind check (kind in ('synonym', 'redirect', 'ranking')),
  version int not null constraint lesson_version check (version > 0),
  -- of a redirect the words that lead away: they can lead to one place only
  key text,
  content jsonb not null constraint lesson_content check (jsonb_typeof(content) = 'object'),
  updated_at timestamptz(3) not null,
  constraint lesson_key unique (kind, key),
  constraint lesson_redirect_key check ((key is not null) = (kind = 'redirect'))
);

-- What was searched, by day. It tells of nobody: words that look like a person's are never counted.
create table search.query_day (
  day date not null,
  market text not null,
  words text not null,
  searches int not null default 0,
  nothing_found int not null default 0,
  clicks int not null default 0,
  constraint query_day_pk primary key (day, market, words),
  constraint query_day_counts check (searches >= 0 and clicks >= 0 and nothing_found between 0 and searches)
) with (fillfactor = 70);
