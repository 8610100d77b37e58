/** What deployments speak, as they have said or a person has, and what of answers has to be given back as it came. */
export const dialects = `
create table deployment_dialects (
  connection_id text not null references connections (id) on delete cascade,
  deployment text not null,
  dialect text not null,
  said_by text not null,
  primary key (connection_id, deployment)
) strict;
alter table messages add column kept text;
`;
