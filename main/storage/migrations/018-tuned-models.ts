/** Deployments of tuned models, trials and copies. */
export const tunedModels = `
`;
