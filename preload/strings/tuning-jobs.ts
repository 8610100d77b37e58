/** Words for tuning jobs. */
export const tuningJobs = {} as const;
