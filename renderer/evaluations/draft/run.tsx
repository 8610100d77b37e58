import { useId } from "react";
import type { EvaluationSettings } from "../../../preload/contract/evaluation-settings.ts";
import { evaluationDrafts } from "../../../preload/strings/evaluation-drafts.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { wholeIn } from "../../ui/numbers.ts";
import { PlanSection } from "../../ui/plan-section.tsx";
import { Radios } from "../../ui/radios.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { changeDraft } from "../state.ts";
import { places } from "./places.ts";
import { useRemoteConnections } from "./use-remote-connections.ts";

const words = evaluationDrafts.run;
const mostRepeats = 20;
const mostAtOnce = 12;
const clusterKinds = ["found", "field", "none"] as const;
const placeKinds = ["here", "batch", "foundry"] as const;

/** How often and where it runs, and which rows belong together. */
export function Run(props: { settings: EvaluationSettings; fields: readonly string[] | null }) {
  const { settings, fields } = props;
  const { repeats, atOnce } = settings;
  return (
    <PlanSection id={places.run} title={words.title}>
      <div className="fields">
        <TypedField<number>
          label={words.repeats}
          value={repeats}
          text={String}
          read={(text) => wholeIn(text, 1, mostRepeats)}
          wrong={words.repeatsWrong}
          hint={words.repeatsHint}
          isNumber
          onChange={(repeats) => changeDraft({ repeats })}
        />
        <TypedField<number>
          label={words.atOnce}
          value={atOnce}
          text={String}
          read={(text) => wholeIn(text, 1, mostAtOnce)}
          wrong={words.atOnceWrong}
          hint={words.atOnceHint}
          isNumber
          onChange={(atOnce) => changeDraft({ atOnce })}
        />
      </div>
      <Clusters clusters={settings.clusters} fields={fields} />
      <Place place={settings.place} />
    </PlanSection>
  );
}

function Clusters(props: { clusters: EvaluationSettings["clusters"]; fields: readonly string[] | null }) {
  const { clusters, fields } = props;
  const hintId = useId();
  const [first = ""] = fields ?? [];
  const field = clusters.kind === "field" ? clusters.field : first;
  const offered = fields === null || fields.includes(field) ? (fields ?? [field]) : [field, ...fields];
  return (
    <>
      <Radios
        legend={words.clusters}
        value={clusters.kind}
        choices={clusterKinds
          .filter((kind) => kind !== "field" || field !== "")
          .map((value) => ({ value, label: words.clusterKinds[value] }))}
        describedBy={hintId}
        onChange={(kind) => changeDraft({ clusters: kind === "field" ? { kind, field } : { kind } })}
      />
      <p id={hintId} className="muted small">
        {words.clusterHints[clusters.kind]}
      </p>
      {clusters.kind === "field" && (
        <ChoiceField
          label={words.clusterField}
          value={field}
          choices={offered.map((name) => ({ value: name, label: name }))}
          onChange={(field) => changeDraft({ clusters: { kind: "field", field } })}
        />
      )}
    </>
  );
}

function Place({ place }: { place: EvaluationSettings["place"] }) {
  const connections = useRemoteConnections();
  const hintId = useId();
  const chosen = place.kind === "foundry" ? place.connectionId : (connections[0]?.id ?? "");
  return (
    <>
      <Radios
        legend={words.place}
        value={place.kind}
        choices={placeKinds
          .filter((kind) => kind !== "foundry" || chosen !== "")
          .map((value) => ({ value, label: words.placeKinds[value] }))}
        describedBy={hintId}
        onChange={(kind) =>
          changeDraft({ place: kind === "foundry" ? { kind, connectionId: chosen } : { kind } })
        }
      />
      <p id={hintId} className="muted small">
        {words.placeHints[place.kind]}
      </p>
      {place.kind === "foundry" && (
        <ChoiceField
          label={words.connection}
          value={chosen}
          choices={connections.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(connectionId) => changeDraft({ place: { kind: "foundry", connectionId } })}
        />
      )}
    </>
  );
}
