/** Stands for a record as a whole where a mapping names a field: a list of messages needs no name. */
export const wholeRecord = ".";
