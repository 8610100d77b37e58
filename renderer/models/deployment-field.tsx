import { useId } from "react";
import { answersText } from "../../preload/answers-text.ts";
import { strings } from "../../preload/strings/en.ts";
import { explain } from "../../preload/strings/explain.ts";
import { fill } from "../../preload/strings/fill.ts";
import { needsKey, useConnections } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import type { Choice } from "../targets/choice.ts";
import { useDeployments } from "../targets/deployments.ts";
import { ModelPicker } from "./picker.tsx";

const words = strings.models.fields;

/** Chooses a deployment as it is, and says why there may be none to choose. */
export function DeploymentField(props: { value: Choice | null; onChoose: (choice: Choice) => void }) {
  const fieldId = useId();
  return (
    <div className="field">
      <label htmlFor={fieldId}>{words.deployment}</label>
      <ModelPicker
        id={fieldId}
        label={words.deployment}
        placeholder={words.pick}
        registered={false}
        {...props}
      />
      <Listing />
    </div>
  );
}

/** How far the lists are: being read, not read and why, or empty. */
function Listing() {
  const connections = useConnections(({ list }) => list) ?? [];
  const lists = useDeployments(({ lists }) => lists);
  const usable = connections.filter((connection) => !needsKey(connection));
  const isReading = usable.some(({ id }) => lists[id]?.loading);
  const failed = usable.flatMap(({ id, name }) => {
    const diagnosis = lists[id]?.diagnosis;
    return diagnosis ? [fill(words.notRead, { name, title: explain(diagnosis).title })] : [];
  });
  const isEmpty = !usable.some(({ id }) => lists[id]?.list?.deployments.some(answersText));
  return (
    <div className="hint muted small" role="status">
      {isReading && words.reading}
      {!isReading && failed.map((why) => <p key={why}>{why}</p>)}
      {!isReading && isEmpty && (
        <p>
          {words.noDeployments} <a href={linkTo("deployments")}>{words.lookAtDeployments}</a>
        </p>
      )}
    </div>
  );
}
