import type { Connections } from "../connections/connections.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Emit } from "../ipc.ts";
import { createDiscoveries, type Discoveries } from "./discovery.ts";

/** What an account can see by Azure Resource Manager. */
export function discoveryFeature(
  connections: Pick<Connections, "management">,
  emit: Emit,
): Feature<MethodsOf<"discovery">, Discoveries> {
  const discoveries = createDiscoveries(connections.management, emit);
  return {
    service: discoveries,
    handlers: {
      "discovery.read": ({ accountId }) => discoveries.read(accountId),
      "discovery.directories": ({ accountId }) => discoveries.directories(accountId),
      "discovery.cancel": () => discoveries.cancel(),
    },
  };
}
