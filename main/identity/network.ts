import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from "@azure/msal-node";
import type { Fetch } from "../foundry/http/send.ts";

/** Milliseconds until Microsoft's sign-in service has to answer. */
const patience = 30_000;

/** MSAL's requests through the app's own fetch, so that the system's proxy and certificates hold for them too. */
export function networkOver(fetch: Fetch): INetworkModule {
  const send = async <Body>(url: string, init: RequestInit): Promise<NetworkResponse<Body>> => {
    const answer = await fetch(url, {
      ...init,
      // What is sent, a refresh token too, is for the one that is asked.
      redirect: "error",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(patience),
    });
    const body = (await answer.json()) as Body;
    return { headers: Object.fromEntries(answer.headers), body, status: answer.status };
  };
  const headersOf = (options?: NetworkRequestOptions) => ({ headers: options?.headers ?? {} });
  return {
    sendGetRequestAsync: (url, options) => send(url, { method: "GET", ...headersOf(options) }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: "POST", ...headersOf(options), body: options?.body ?? "" }),
  };
}
