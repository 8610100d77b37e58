import type { OpenDataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import { change } from "./state.ts";

const words = strings.datasets.tidy;

/** Removes what is there twice. */
export function Tidy({ open }: { open: OpenDataset }) {
  const { id, job, rows } = open.dataset;
  const remove = (near: boolean) => void change(window.assay["datasets.deduplicate"]({ id, near }));
  const isOff = job !== null || rows < 2;
  return (
    <section className="panel card" aria-labelledby="tidy-title">
      <h2 id="tidy-title">{words.title}</h2>
      <p className="muted small">{words.text}</p>
      <div className="row wrap">
        <button type="button" className="button" disabled={isOff} onClick={() => remove(false)}>
          {words.exact}
        </button>
        <button type="button" className="button" disabled={isOff} onClick={() => remove(true)}>
          {words.near}
        </button>
      </div>
    </section>
  );
}
