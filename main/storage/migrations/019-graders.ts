/** Benches of graders. */
export const graders = `
`;
