import type { OpenDataset } from "../../../preload/contract/datasets.ts";

/** The versions of a dataset, and two of them compared row by row. */
export function Versions(_props: { open: OpenDataset }) {
  return null;
}
