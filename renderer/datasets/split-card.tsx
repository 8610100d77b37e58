import { useState } from "react";
import type { OpenDataset } from "../../preload/contract/datasets.ts";
import { type Part, partNames } from "../../preload/parts.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { counted } from "../figures/counted.ts";
import { NumberField } from "../ui/number-field.tsx";
import { partName, parts as shownParts } from "./rows/view.ts";
import { seedIn } from "./seed.ts";
import { SeedField } from "./seed-field.tsx";
import { change } from "./state.ts";

const words = strings.datasets.split;

/** Splits a dataset into parts with a seed, and tells how many rows are in each now. */
export function SplitCard({ open }: { open: OpenDataset }) {
  const { dataset, parts } = open;
  const [percents, setPercents] = useState<Record<Part, number>>({ train: 80, validation: 10, test: 10 });
  const [seed, setSeed] = useState("1");
  const [keepTogether, setKeepTogether] = useState(true);
  const sum = partNames.reduce((all, part) => all + percents[part], 0);
  const read = seedIn(seed);
  const shown = shownParts.filter((part) => parts[part] > 0);
  const isSplit = partNames.some((part) => parts[part] > 0);
  const go = () => {
    if (read === null) return;
    const shares = {
      train: percents.train / 100,
      validation: percents.validation / 100,
      test: percents.test / 100,
    };
    void change(window.assay["datasets.split"]({ id: dataset.id, seed: read, shares, keepTogether }));
  };
  return (
    <section className="panel card" aria-labelledby="split-title">
      <h2 id="split-title">{words.title}</h2>
      <p className="small">
        {isSplit
          ? shown
              .map((part) =>
                fill(words.part, { part: partName(part), rows: counted(strings.datasets.rows, parts[part]) }),
              )
              .join(" · ")
          : words.never}
      </p>
      <div className="fields shares">
        {partNames.map((part) => (
          <NumberField
            key={part}
            label={fill(words.share, { part: partName(part) })}
            value={percents[part]}
            min={0}
            max={100}
            onChange={(percent) => setPercents({ ...percents, [part]: percent })}
          />
        ))}
        <SeedField label={words.seed} hint={words.seedHint} value={seed} onChange={setSeed} />
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={keepTogether}
          onChange={({ target }) => setKeepTogether(target.checked)}
        />
        {words.together}
      </label>
      <p role="status" className={sum === 100 ? undefined : "status warn small"}>
        {sum !== 100 && fill(words.sum, { sum })}
      </p>
      <div>
        <button
          type="button"
          className="button"
          disabled={sum !== 100 || read === null || dataset.job !== null || dataset.rows === 0}
          onClick={go}
        >
          {words.go}
        </button>
      </div>
    </section>
  );
}
