import type { Connections } from "../connections/connections.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import type { Fetch } from "../foundry/http/send.ts";
import type { Emit } from "../ipc.ts";
import { createDoctor, type Doctor } from "./doctor.ts";

/** The doctor of the connections, and of what would be one. */
export function doctorFeature(parts: {
  connections: Connections;
  proxyFor: (url: string) => Promise<string>;
  fetch: Fetch;
  emit: Emit;
}): Feature<MethodsOf<"doctor">, Doctor> {
  const doctor = createDoctor(parts.connections, parts, parts.emit);
  return {
    service: doctor,
    handlers: {
      "doctor.examine": (input) => doctor.examine(input),
      "doctor.cancel": () => doctor.cancel(),
    },
  };
}
