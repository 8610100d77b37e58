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
  const { connections, proxyFor, fetch, emit } = parts;
  const doctor = createDoctor(connections, { proxyFor, fetch }, emit);
  return {
    service: doctor,
    handlers: {
      "doctor.examine": (input) => doctor.examine(input),
      "doctor.cancel": () => doctor.cancel(),
    },
  };
}
