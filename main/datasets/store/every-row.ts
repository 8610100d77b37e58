import type { RowView } from "../../../preload/contract/dataset-rows.ts";

/** The view that leaves nothing out. */
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
