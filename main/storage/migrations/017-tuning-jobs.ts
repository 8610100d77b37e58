/** Jobs with their events, metrics and checkpoints. */
export const tuningJobs = `
`;
