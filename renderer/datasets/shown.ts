import { type Part, partNames } from "../../preload/parts.ts";

/** The dataset that an address leads to, with the row, or the rows of a version, that it names. */
export interface ShownDataset {
  datasetId: string | null;
  rowKey: number | null;
  /** Null where the address names none. */
  version: number | null;
  /** The part of the version; null for all of it. */
  part: Part | null;
}

/** What is shown at an address: a dataset's id, and after a colon the key of a row, or `v`, a version and a part of it. */
export function shownDataset(id: string | null): ShownDataset {
  const [datasetId = "", what = "", named = ""] = id?.split(":") ?? [];
  const [, isVersion = "", number = ""] = /^(v?)([1-9]\d{0,14})$/.exec(what) ?? [];
  const [rowKey, version] = isVersion === "" ? [number, ""] : ["", number];
  return {
    datasetId: datasetId === "" ? null : datasetId,
    rowKey: rowKey === "" ? null : Number(rowKey),
    version: version === "" ? null : Number(version),
    part: partNames.find((part) => version !== "" && part === named) ?? null,
  };
}

/** The address of the rows of a version, or of a part of it. */
export const rowsAddress = (of: { datasetId: string; version: number; part: Part | null }): string =>
  [of.datasetId, `v${of.version}`, ...(of.part === null ? [] : [of.part])].join(":");
