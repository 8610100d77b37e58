/** What was measured of judges, each bound to the hash of all that makes it the judge it is. */
export const judges = `
create table judge_certificates (
  id text primary key,
  hash text not null,
  evaluation_id text not null,
  measured_at integer not null,
  certificate text not null,
  removed_at integer
) strict;
create index judge_certificates_by_hash on judge_certificates (hash);
`;
