import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createCertificate } from "./certificate.ts";
import type { Changes } from "./changes.ts";
import { type Refusal, Refused, refusals } from "./errors.ts";
import { sendRefusal } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import { accountPath } from "./management.ts";
import { readTranscripts } from "./replay.ts";
import { createResource, type Pace } from "./resource.ts";
import { answer, projectPath } from "./routes.ts";
import { createToken } from "./token.ts";
import { keepFile } from "./trust-file.ts";

export interface SandboxOptions {
  /** A free one is taken when this is 0 or absent. */
  port?: number;
  https?: boolean;
  /** A folder of transcripts, each served as a deployment. */
  replay?: string;
  pace?: Pace;
  /** How many times as fast as the real time everything that lasts goes by; 1 where nothing is said. */
  speed?: number;
  apiKey?: string;
  token?: string;
}

/** A running sandbox: where it is and what opens it. */
export interface Sandbox {
  url: string;
  projectEndpoint: string;
  apiKey: string;
  token: string;
  /** The id of the resource at Azure Resource Manager, which is at the same address. */
  resourceId: string;
  /** Path of the certificate to trust, in PEM; only with HTTPS. */
  ca?: string;
  faults: Faults;
  changes: Pick<Changes, "set">;
  /** How fast it answers from now on, also what it is answering. */
  setPace(pace: Pace): void;
  /** How many times as fast its time runs from now on. */
  setSpeed(speed: number): void;
  /** Lets so many milliseconds of its time have passed at once. */
  skip(milliseconds: number): void;
  /** How many requests are being answered now. */
  openAnswers(): number;
  /** Ends every answer and connection. May be called again. */
  stop(): Promise<void>;
}

const host = "127.0.0.1";

const refusalOf = (error: unknown): Refusal =>
  error instanceof Refused ? error.refusal : refusals["server-error"]();

/**
 * Starts a server on this machine only that behaves like Microsoft Foundry. Rejects when the port is taken or the
 * transcripts cannot be read.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const resource = createResource({
    apiKey: options.apiKey ?? randomBytes(16).toString("hex"),
    token: options.token ?? createToken(),
    pace: options.pace ?? "usual",
    speed: options.speed ?? 1,
    transcripts: options.replay === undefined ? new Map() : readTranscripts(options.replay),
  });
  const open = new Set<AbortController>();
  let origin = "";

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const gone = new AbortController();
    open.add(gone);
    response.once("close", () => {
      gone.abort();
      open.delete(gone);
    });
    try {
      if (!request.url?.startsWith("/")) throw new Refused("resource-not-found");
      // Put behind the origin as it is: with a base, a path of two slashes would be taken for a host.
      const url = new URL(origin + request.url);
      await answer({ request, response, url, signal: gone.signal }, resource);
    } catch (error) {
      if (gone.signal.aborted) return;
      if (!(error instanceof Refused)) console.error(error);
      if (response.headersSent) response.destroy();
      else sendRefusal({ request, response }, refusalOf(error));
    }
  };

  const certificate = options.https ? createCertificate() : null;
  const server = certificate ? createSecureServer(certificate.server, handle) : createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const file = certificate && keepFile("assay-sandbox-ca", "ca.pem", certificate.ca);
  origin = `${certificate ? "https" : "http"}://${host}:${(server.address() as AddressInfo).port}`;

  let stopped: Promise<void> | null = null;
  const stop = async () => {
    await new Promise<void>((resolve) => {
      for (const gone of open) gone.abort();
      server.close(() => resolve());
      server.closeAllConnections();
      file?.remove();
    });
    resource.jobs.close();
    resource.evals.close();
    resource.batches.close();
    resource.clock.stop();
    await Promise.all([resource.files.close(), resource.uploads.close()]);
  };

  return {
    url: origin,
    projectEndpoint: origin + projectPath,
    apiKey: resource.apiKey,
    token: resource.token,
    resourceId: accountPath,
    ...(file && { ca: file.path }),
    faults: resource.faults,
    changes: resource.changes,
    setPace: (pace) => {
      resource.pace = pace;
    },
    setSpeed: (speed) => resource.clock.setSpeed(speed),
    skip: (milliseconds) => resource.clock.skip(milliseconds),
    openAnswers: () => open.size,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
