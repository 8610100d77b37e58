import { X } from "lucide-react";
import { useEffect, useId } from "react";
import type { Embedder } from "../../preload/contract/embeddings.ts";
import { dimensionLimit } from "../../preload/limits.ts";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useDeploymentChoices } from "../connections/index.ts";
import { TargetPicker } from "../targets/picker.tsx";
import { Icon } from "../ui/icon.tsx";
import { wholeIn } from "../ui/numbers.ts";
import { TypedField } from "../ui/typed-field.tsx";
import { putSide } from "./state.ts";

/** Chooses an embeddings deployment, the first or the one beside it, and how long its vectors are to be. */
export function EmbedderField({ place, embedder }: { place: 0 | 1; embedder: Embedder | null }) {
  const choices = useDeploymentChoices("embeddings");
  const id = useId();
  const label = place === 0 ? words.deployment : words.second;
  const first = choices.flatMap(({ options }) => options)[0]?.choice;
  const isWanted = place === 0 && embedder === null && first !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first that is listed is taken once there is one.
  useEffect(() => {
    if (isWanted)
      putSide(0, { connectionId: first.connectionId, deployment: first.deployment, dimensions: null });
  }, [isWanted]);
  return (
    <fieldset className="embed-side boxed-field" aria-label={label}>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <div className="row">
          <TargetPicker
            id={id}
            label={label}
            placeholder={place === 0 ? words.pick : words.pickSecond}
            value={embedder && { connectionId: embedder.connectionId, deployment: embedder.deployment }}
            choices={choices}
            nameOf={({ deployment }) => deployment}
            onChoose={({ connectionId, deployment }) =>
              putSide(place, { connectionId, deployment, dimensions: null })
            }
          />
          {place === 1 && embedder && (
            <button
              type="button"
              className="button quiet square"
              aria-label={words.removeSecond}
              title={words.removeSecond}
              onClick={() => putSide(1, null)}
            >
              <Icon of={X} />
            </button>
          )}
        </div>
      </div>
      {embedder && (
        <TypedField
          key={`${embedder.connectionId} ${embedder.deployment}`}
          label={words.dimensions}
          value={embedder.dimensions}
          text={(dimensions) => dimensions?.toString() ?? ""}
          read={dimensionsIn}
          wrong={fill(words.dimensionsWrong, { limit: dimensionLimit.toLocaleString() })}
          hint={place === 0 ? words.dimensionsHint : undefined}
          isNumber
          onChange={(dimensions) => putSide(place, { ...embedder, dimensions })}
        />
      )}
    </fieldset>
  );
}

const dimensionsIn = (text: string): number | null | undefined =>
  text.trim() === "" ? null : wholeIn(text, 1, dimensionLimit);
