/** The API that a connection's address was of when it was pasted. */
export const addressDialects = `
alter table connections add column dialect text;
`;
