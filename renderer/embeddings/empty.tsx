import { Grid3x3 } from "lucide-react";
import { embeddings as words } from "../../preload/strings/embeddings.ts";
import { fill } from "../../preload/strings/fill.ts";
import { useConnections, useDeploymentChoices } from "../connections/index.ts";
import { linkTo } from "../route.ts";
import { useDeployments } from "../targets/deployments.ts";
import { Icon } from "../ui/icon.tsx";
import { change, useBench } from "./state.ts";

/** What stands there before the first run: what this is for, and the next step. */
export function Empty() {
  const hasText = useBench(({ setUp }) => setUp?.text.trim() !== "");
  const first = useBench(({ setUp }) => setUp?.sides[0] ?? null);
  const connections = useConnections(({ list }) => list);
  const choices = useDeploymentChoices("embeddings");
  const isReading = useDeployments(({ lists }) =>
    choices.some(({ id }) => lists[id] === undefined || lists[id].loading),
  );
  if (connections?.length === 0)
    return (
      <div className="empty">
        <h2>{words.noConnectionTitle}</h2>
        <p>{words.noConnectionText}</p>
        <a className="button primary large" href={linkTo("integrations")}>
          {words.toIntegrations}
        </a>
      </div>
    );
  if (!first && !isReading && choices.every(({ options }) => options.length === 0))
    return (
      <div className="empty">
        <h2>{words.noneTitle}</h2>
        <p className="embed-teaching">{words.noneText}</p>
        <a className="button primary large" href={linkTo("deployments")}>
          {words.toDeployments}
        </a>
      </div>
    );
  if (hasText && first)
    return (
      <div className="empty">
        <Icon of={Grid3x3} size={32} />
        <h2>{words.readyTitle}</h2>
        <p className="embed-teaching">{fill(words.readyText, { name: first.deployment })}</p>
      </div>
    );
  return (
    <div className="empty">
      <Icon of={Grid3x3} size={32} />
      <h2>{words.emptyTitle}</h2>
      <p className="embed-teaching">{words.emptyText}</p>
      {!hasText && (
        <button
          type="button"
          className="button"
          onClick={() => change({ text: words.example.join("\n"), separator: "line" })}
        >
          {words.fillExample}
        </button>
      )}
    </div>
  );
}
