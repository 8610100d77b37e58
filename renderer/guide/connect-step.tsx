import { strings } from "../../preload/strings/en.ts";
import { NewConnection, useConnections } from "../connections/index.ts";
import type { StepProps } from "./step-props.ts";
import { connectionOf, stepBeside } from "./steps.ts";

const words = strings.guide.connect;

/** Connects in place. What is connected then is what the next step asks. */
export function ConnectStep({ draft, onChange }: StepProps) {
  const list = useConnections(({ list }) => list) ?? [];
  const connection = connectionOf(draft, list);
  return (
    <>
      <p className="muted">{words.text}</p>
      {connection && (
        <p role="status">
          <span className="status ok" dir="auto">
            {connection.name}
          </span>{" "}
          {words.done}
        </p>
      )}
      <NewConnection
        onConnected={(made) => {
          const isOther = made.id !== draft.connectionId;
          onChange({
            connectionId: made.id,
            ...(isOther && { deployment: made.deployment, baseModel: null }),
            step: stepBeside(draft, 1, [...list, made]) ?? draft.step,
          });
        }}
      />
    </>
  );
}
