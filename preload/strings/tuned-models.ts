/** Words for tuned models. */
export const tunedModels = {} as const;
