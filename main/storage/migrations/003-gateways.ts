/** How a connection's requests differ from the usual, which gateway was confirmed, and the route that serves a deployment. */
export const gateways = `
alter table connections add column api_version text;
alter table connections add column key_header text;
alter table connections add column extra_headers text not null default '[]';
alter table connections add column deployment text;
alter table connections add column gateway_origin text;
alter table connections add column gateway_tokens integer not null default 0;

create table deployment_routes (
  connection_id text not null references connections (id) on delete cascade,
  deployment text not null,
  route text not null,
  primary key (connection_id, deployment)
) strict, without rowid;
`;
