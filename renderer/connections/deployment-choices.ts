import { useEffect } from "react";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { choicesIn, type Purpose } from "../targets/choices.ts";
import { readDeployments, useDeployments } from "../targets/deployments.ts";
import type { Choices } from "../targets/picker.tsx";
import { needsKey, useConnections } from "./state.ts";

/** The deployments of every connection, those that can be asked for this and the others; lists are read when they are first needed. */
export function useDeploymentChoices(purpose: Purpose = "text"): Choices[] {
  const connections = useConnections(({ list }) => list) ?? [];
  const lists = useDeployments(({ lists }) => lists);
  const usable = connections.filter((connection) => !needsKey(connection));
  const ids = usable.map(({ id }) => id).join(" ");
  useEffect(() => {
    for (const id of ids.split(" ").filter(Boolean)) void readDeployments(id);
  }, [ids]);
  return usable.map(({ id, name, isLocal }) => {
    const shown = isLocal ? fill(strings.localServers.here, { name }) : name;
    return choicesIn({ id, name: shown }, lists[id]?.list?.deployments ?? [], purpose);
  });
}
