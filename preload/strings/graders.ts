/** Words for graders. */
export const graders = {} as const;
