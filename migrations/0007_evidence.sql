-- A file given with an action, and what became of the copy that is kept in the log. Its address goes when that is known.
alter table cases add column evidence jsonb;
