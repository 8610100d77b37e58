import { useId } from "react";
import type { Connection } from "../../preload/contract/connections.ts";
import { strings } from "../../preload/strings/en.ts";
import { useConnections } from "../connections/index.ts";
import type { StepProps } from "./step-props.ts";
import { usableConnections } from "./steps.ts";

const words = strings.guide.deployment;

/** Which connection is asked, and the way to another. */
export function AskedConnection({
  draft,
  onChange,
  connection,
}: StepProps & { connection: Connection | undefined }) {
  const usable = usableConnections(useConnections(({ list }) => list) ?? []);
  const fieldId = useId();
  return (
    <div className="row wrap">
      {usable.length > 0 && (
        <>
          <label htmlFor={fieldId}>{words.connection}</label>
          <select
            id={fieldId}
            className="picker"
            value={connection?.id ?? ""}
            onChange={({ target }) => {
              if (target.value !== draft.connectionId)
                onChange({ connectionId: target.value, deployment: null, baseModel: null });
            }}
          >
            {!connection && <option value="">{strings.guide.review.missing}</option>}
            {usable.map(({ id, name }) => (
              <option key={id} value={id} dir="auto">
                {name}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="button" className="button" onClick={() => onChange({ step: "connect" })}>
        {words.another}
      </button>
    </div>
  );
}
