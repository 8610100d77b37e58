import { setImmediate } from "node:timers/promises";
import type { RemoteServices } from "../../../../main/evaluations/engine/ports.ts";
import { remoteServices } from "../../../../main/evaluations/engine/remote-services.ts";
import { createBatches } from "../../../../main/foundry/batches/batches.ts";
import { createQuestions } from "../../../../main/runs/questions.ts";
import type { Sandbox } from "../../../../main/sandbox/server.ts";
import { opening } from "../../connections/opening.ts";
import { temporaryProfiles } from "../../profile.ts";
import { openedEvaluations } from "../opened.ts";

/** Evaluations over the app's own connections to a sandbox in which time passes with every look. */
export function sandboxedEvaluations() {
  const { open, sandboxed, stops } = opening();
  const makeProfile = temporaryProfiles();
  return async () => {
    const sandbox = await sandboxed();
    sandbox.setPace("instant");
    const { connections, deployments, prices } = open();
    const { id: connectionId } = await connections.connectSandbox();
    const questions = createQuestions({ connections, deployments, prices }, () => fetch);
    const profile = makeProfile();
    const real = remoteServices({ connections, deployments, region: async () => null });
    const time = {
      now: () => Date.now(),
      wait: async (milliseconds: number) => {
        sandbox.skip(milliseconds);
        await setImmediate();
      },
    };
    const services: RemoteServices = {
      ...real,
      batches: async (id) => createBatches(await connections.target(id), time),
      pause: async () => {
        sandbox.skip(30_000);
        await setImmediate();
      },
    };
    return {
      sandbox,
      connectionId,
      services,
      questions,
      set: (deployment: string, fault: string | null) => setFault(sandbox, deployment, fault),
      /** The app, on the same profile each time. */
      open: (remote: RemoteServices = services, rows = 6) => {
        const app = openedEvaluations(profile, questions, { rows, remote });
        stops.push(app.close);
        return app;
      },
    };
  };
}

async function setFault(sandbox: Sandbox, deployment: string, fault: string | null): Promise<void> {
  await fetch(`${sandbox.url}/sandbox/faults`, {
    method: "POST",
    headers: { "api-key": sandbox.apiKey, "content-type": "application/json" },
    body: JSON.stringify({ deployment, fault }),
  });
}
