/** Jobs that are being prepared, and their way to the service. */
export const tuningPlans = `
`;
