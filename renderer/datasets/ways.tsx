import type { Dataset } from "../../preload/contract/datasets.ts";
import { strings } from "../../preload/strings/en.ts";
import type { Choice } from "../targets/choice.ts";
import { evaluateDataset } from "./state.ts";

const words = strings.datasets.ways;

/** What can be done with data that has been chosen: tune a model with it, evaluate with it, or go on without. */
export function Ways(props: {
  dataset: Dataset;
  choice: Choice | null;
  onFineTune: () => void;
  onWithout: () => void;
}) {
  const { dataset, choice, onFineTune, onWithout } = props;
  const ways = [
    { label: words.fineTune, text: words.fineTuneText, onPick: onFineTune },
    { label: words.evaluate, text: words.evaluateText, onPick: () => void evaluateDataset(dataset, choice) },
    { label: words.without, text: words.withoutText, onPick: onWithout },
  ];
  return (
    <section aria-labelledby="ways-title">
      <h3 id="ways-title">{words.title}</h3>
      <ul className="data-ways">
        {ways.map(({ label, text, onPick }, at) => (
          <li key={label}>
            <button type="button" className="button" aria-describedby={`way-${at}`} onClick={onPick}>
              {label}
            </button>
            <span id={`way-${at}`} className="muted small">
              {text}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
