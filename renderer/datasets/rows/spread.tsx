import type { OpenDataset } from "../../../preload/contract/datasets.ts";

/** How the rows of a dataset are spread: tokens, characters, turns, roles and findings. */
export function Spread(_props: { open: OpenDataset }) {
  return null;
}
