/** A connection can be removed and brought back until the app ends, and one can be the default. */
export const manageConnections = `
alter table connections add column removed_at integer;
alter table connections add column is_default integer not null default 0;
`;
