/** What a job was asked for with, as it was sent; and jobs that a person has taken off the list. */
export const tuningRequests = `
alter table tuning_starts add column request text;

alter table tuning_jobs add column hidden_at integer;
`;
