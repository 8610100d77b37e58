/** Words for tuning plans. */
export const tuningPlans = {} as const;
