import { useEffect, useState } from "react";
import type { Dataset } from "../../preload/contract/datasets.ts";
import { type Part, partNames } from "../../preload/parts.ts";
import { datasetRows } from "../../preload/strings/dataset-rows.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { linkTo } from "../route.ts";

const words = strings.datasets.partField;

/** Chooses a part of a dataset, or all of it, or leads to where it is split. */
export function PartField(props: {
  label: string;
  dataset: Dataset;
  value: Part | null;
  onChange: (part: Part | null) => void;
}) {
  const { label, dataset, value, onChange } = props;
  const parts = useParts(dataset);
  const isSplit = parts !== null && partNames.some((part) => parts[part] > 0);
  if (!isSplit && value === null)
    return (
      <p className="small data-split">
        <a className="link" href={linkTo("datasets", dataset.id)}>
          {words.split}
        </a>
      </p>
    );
  return (
    <label className="field">
      {label}
      <select
        className="picker boxed"
        value={value ?? ""}
        onChange={({ target }) => onChange(partNames.find((part) => part === target.value) ?? null)}
      >
        <option value="">{words.allRows}</option>
        {partNames
          .filter((part) => part === value || (parts?.[part] ?? 0) > 0)
          .map((part) => (
            <option key={part} value={part}>
              {fill(words.partOption, {
                part: datasetRows.parts[part],
                rows: counted(strings.datasets.rows, parts?.[part] ?? 0),
              })}
            </option>
          ))}
      </select>
    </label>
  );
}

/** How many rows are in each part of a dataset; null until that is known. */
function useParts({ id, version }: Dataset): Record<Part | "none", number> | null {
  const [parts, setParts] = useState<Record<Part | "none", number> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version may be split otherwise.
  useEffect(() => {
    let isOld = false;
    void window.assay["datasets.open"]({ id }).then((open) => {
      if (!isOld && open.ok) setParts(open.data.parts);
    });
    return () => {
      isOld = true;
    };
  }, [id, version]);
  return parts;
}
