import type { RowView } from "./contract/dataset-rows.ts";

/** The view of all rows of a dataset in their own order. */
export const everyRow: RowView = {
  search: "",
  rule: null,
  tag: null,
  part: null,
  origin: null,
  language: null,
  shortest: null,
  longest: null,
  sort: "place",
  isDescending: false,
};
