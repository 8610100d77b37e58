import { type FormEvent, useState } from "react";
import type { OpenDataset } from "../../preload/contract/datasets.ts";
import { beginningOf } from "../../preload/cut.ts";
import { everyRow } from "../../preload/every-row.ts";
import { fileNameLimit } from "../../preload/limits.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { NumberField } from "../ui/number-field.tsx";
import { NameField } from "./name-field.tsx";
import { seedIn } from "./seed.ts";
import { SeedField } from "./seed-field.tsx";
import { makeDataset } from "./state.ts";

const words = strings.datasets.sample;

/** Makes a dataset of some rows, picked at random with a seed. */
export function Sample({ open }: { open: OpenDataset }) {
  const { id, name: from, rows: all, job } = open.dataset;
  const [rows, setRows] = useState(Math.max(1, Math.min(1000, all)));
  const [seed, setSeed] = useState("1");
  const [name, setName] = useState(beginningOf(fill(words.nameOf, { name: from }), fileNameLimit));
  const read = seedIn(seed);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (read === null || name.trim() === "" || all === 0) return;
    void makeDataset(
      window.assay["datasets.sample"]({
        id,
        view: everyRow,
        rows: Math.min(rows, all),
        seed: read,
        name: name.trim(),
      }),
    );
  };
  return (
    <section className="panel card" aria-labelledby="sample-title">
      <h2 id="sample-title">{words.title}</h2>
      <p className="muted small">{words.text}</p>
      <form className="card" onSubmit={go}>
        <div className="fields">
          <NumberField
            label={words.rows}
            value={Math.min(rows, Math.max(1, all))}
            min={1}
            max={Math.max(1, all)}
            onChange={setRows}
          />
          <SeedField label={words.seed} hint={words.seedHint} value={seed} onChange={setSeed} />
          <NameField label={words.name} value={name} onChange={setName} />
        </div>
        <div>
          <button
            type="submit"
            className="button"
            disabled={read === null || name.trim() === "" || all === 0 || job !== null}
          >
            {words.go}
          </button>
        </div>
      </form>
    </section>
  );
}
