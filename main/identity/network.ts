import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import { FoundryError } from "../foundry/error.ts";
import { diagnoseAnswer } from "../foundry/http/diagnosis.ts";
import { diagnoseFailure } from "../foundry/http/failure.ts";
import type { Fetch } from "../foundry/http/send.ts";

/** Milliseconds until Microsoft's sign-in service has to answer. */
const patience = 30_000;

/** MSAL's network, which remembers what MSAL does not pass on. */
export interface Network extends INetworkModule {
  /** Why the last request got no answer of the service's own; null where it got one. */
  failure(): Diagnosis | null;
}

/** MSAL's requests through the app's own fetch, so that the system's proxy and certificates hold for them too. */
export function networkOver(fetch: Fetch): Network {
  let failure: Diagnosis | null = null;
  const send = async <Body>(url: string, init: RequestInit): Promise<NetworkResponse<Body>> => {
    const { host, pathname: path } = new URL(url);
    const context = { host, path, secrets: [], sent: `${init.method} ${path}` };
    try {
      const answer = await fetch(url, {
        ...init,
        // What is sent, a refresh token too, is for the one that is asked.
        redirect: "error",
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(patience),
      });
      const { status, headers } = answer;
      // A proxy's: the service was not asked, and its refusal would end the sign-in.
      if (status === 407) throw new FoundryError(diagnoseAnswer(status, headers, "", context));
      const body = (await answer.json()) as Body;
      failure = null;
      return { headers: Object.fromEntries(headers), body, status };
    } catch (error) {
      failure = error instanceof FoundryError ? error.diagnosis : diagnoseFailure(error, context);
      throw error;
    }
  };
  const headersOf = (options?: NetworkRequestOptions) => ({ headers: options?.headers ?? {} });
  return {
    failure: () => failure,
    sendGetRequestAsync: (url, options) => send(url, { method: "GET", ...headersOf(options) }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: "POST", ...headersOf(options), body: options?.body ?? "" }),
  };
}
