/** The dataset that an address leads to, and the row in it. */
export interface ShownDataset {
  datasetId: string | null;
  rowKey: number | null;
}

/** What is shown at an address: a dataset's id, with the key of a row after a colon. */
export function shownDataset(id: string | null): ShownDataset {
  const [datasetId = "", key = ""] = id?.split(":") ?? [];
  const rowKey = /^[1-9]\d{0,14}$/.test(key) ? Number(key) : null;
  return { datasetId: datasetId === "" ? null : datasetId, rowKey };
}
