/** The embeddings bench, of which there is one: what is set on it, what came of it last, and each deployment's vectors. */
export const embeddings = `
create table embedding_bench (
  id integer primary key check (id = 1),
  set_up text not null,
  result text
) strict;

create table embedding_vectors (
  side integer primary key,
  vectors blob not null
) strict;
`;
