/** When a trial was deleted that can still be brought back. */
export const removedTrials = `
alter table trials add column removed_at integer;
`;
