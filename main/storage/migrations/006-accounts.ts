/** The Microsoft account that a connection asks with. */
export const accounts = `
alter table connections add column account_id text;
alter table connections add column account_name text;
`;
