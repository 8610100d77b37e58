/** What a deployment's tokens cost as a person has typed it, a million of them. */
export const prices = `
create table typed_prices (
  connection_id text not null references connections (id) on delete cascade,
  deployment text not null,
  currency text not null,
  input real not null,
  cached_input real,
  output real not null,
  primary key (connection_id, deployment)
) strict;
`;
