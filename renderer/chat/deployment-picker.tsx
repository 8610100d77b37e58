import { useEffect, useRef } from "react";
import { strings } from "../../preload/strings/en.ts";
import { needsKey, useConnections } from "../connections/state.ts";
import { type Choice, choose, readDeployments, useDeployments } from "../deployments/state.ts";
import { regenerate, useChat } from "./state.ts";

/** Chooses the deployment that the next message goes to, among those of every connection that can chat. */
export function DeploymentPicker({ current }: { current: Choice | null }) {
  const connections = useConnections(({ list }) => list) ?? [];
  const lists = useDeployments(({ lists }) => lists);
  const usable = connections.filter((connection) => !needsKey(connection));
  const ids = usable.map(({ id }) => id).join(" ");
  useEffect(() => {
    for (const id of ids.split(" ").filter(Boolean)) void readDeployments(id);
  }, [ids]);

  const choices = usable.map(({ id, name }) => ({
    id,
    name,
    deployments: (lists[id]?.list?.deployments ?? []).filter(({ chat }) => chat.usable),
  }));
  const isListed = choices.some(
    ({ id, deployments }) =>
      id === current?.connectionId && deployments.some(({ name }) => name === current.deployment),
  );
  const asking = useChat(({ asking }) => asking);
  const field = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (asking === null) return;
    field.current?.focus();
    // Refused without a click or a key before it; the field has the focus then.
    try {
      field.current?.showPicker();
    } catch {}
  }, [asking]);
  return (
    <select
      ref={field}
      className="picker"
      aria-label={strings.chat.deployment}
      value={current ? optionFor(current) : ""}
      onChange={(event) => {
        const [connectionId = "", deployment = ""] = JSON.parse(event.target.value);
        choose({ connectionId, deployment });
        if (asking !== null) void regenerate({ replyId: asking, connectionId, deployment });
      }}
    >
      {current && !isListed && <option value={optionFor(current)}>{current.deployment}</option>}
      {!current && <option value="">{strings.chat.deployment}</option>}
      {choices.map(({ id, name, deployments }) => (
        <optgroup key={id} label={name}>
          {deployments.map((deployment) => (
            <option
              key={deployment.name}
              value={optionFor({ connectionId: id, deployment: deployment.name })}
            >
              {deployment.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

const optionFor = ({ connectionId, deployment }: Choice) => JSON.stringify([connectionId, deployment]);
