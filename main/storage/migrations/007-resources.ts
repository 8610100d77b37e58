/** The Azure resource that a connection was found as, when it was. */
export const resources = `
alter table connections add column resource_id text;
`;
