-- Full-text search over reasons. 'simple': no language's stemming, for reasons come in all of them.
create index cases_by_words on cases using gin (to_tsvector('simple', coalesce(reason, '')));
