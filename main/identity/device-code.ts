import type { INetworkModule, NetworkResponse, PublicClientApplication } from "@azure/msal-node";
import { z } from "zod";
import type { DiagnosisCode } from "../../preload/contract/diagnosis.ts";
import type { Account, DeviceCode } from "../../preload/contract/identity.ts";
import { mayOpenOutside } from "../address.ts";
import { diagnosisOf, FoundryError, problem } from "../foundry/error.ts";
import { signInFailure } from "./failures.ts";
import type { Running } from "./interactive.ts";
import type { Network } from "./network.ts";

/** Seconds between two questions, where the service names none (RFC 8628, 3.2), and what is added when it finds them too many. */
const usualInterval = 5;

/** As Entra and RFC 8628 have it; MSAL's own shorter one is known to Entra only. */
const grantType = "urn:ietf:params:oauth:grant-type:device_code";

/** What the service gives for a sign-in by code. Without `expires_in` MSAL would ask for ever, without `interval` without a pause. */
const offered = z.object({
  user_code: z.string().regex(/^[\w -]{4,40}$/),
  device_code: z.string().min(1),
  verification_uri: z.string().max(1000).refine(mayOpenOutside),
  expires_in: z.number().min(1).max(3600).catch(900),
  interval: z.number().min(1).max(60).catch(usualInterval),
});

const refused = z.object({
  error: z.string(),
  error_description: z.string().catch(""),
  suberror: z.string().optional().catch(undefined),
});
type Refused = z.infer<typeof refused>;

/**
 * One sign-in by a code that the person types on any device. `client` makes an MSAL client over the network it is given:
 * MSAL does not say why the service refused, takes a refusal for a code, and ends when the network fails for a moment, so
 * its answers are looked at on their way.
 */
export function startDeviceCode(parts: {
  client: (network: INetworkModule) => Promise<PublicClientApplication>;
  network: Network;
  request: { scopes: string[]; claims?: string };
  accountOf: (account: Parameters<PublicClientApplication["signOut"]>[0]["account"]) => Account;
  changed: () => void;
}): Running {
  const { client, network, request, accountOf, changed } = parts;
  let giveUp: (why: FoundryError) => void = () => {};
  const over = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const asked = { ...request, cancel: false, deviceCodeCallback: () => {} };
  const end = (why: FoundryError) => {
    running.isEnded = true;
    asked.cancel = true;
    giveUp(why);
  };
  const watched = watch(network, {
    isOver: () => running.isEnded,
    onCode: (deviceCode) => {
      running.deviceCode = deviceCode;
      timer = setTimeout(() => end(problem("code_expired")), deviceCode.expiresAt - Date.now());
      changed();
    },
    onEnd: end,
  });
  let timer: NodeJS.Timeout | undefined;
  const work = async () => {
    try {
      const answer = client(watched).then((made) => made.acquireTokenByDeviceCode(asked));
      const given = await Promise.race([answer, over]);
      if (!given?.account) throw problem("sign_in_failed");
      return accountOf(given.account);
    } catch (error) {
      throw signInFailure(error, false, { why: network.failure() });
    } finally {
      running.isEnded = true;
      asked.cancel = true;
      clearTimeout(timer);
    }
  };
  over.catch(() => {});
  const running: Running = {
    step: "waiting",
    isEnded: false,
    browser: null,
    deviceCode: null,
    end: () => end(problem("sign_in_cancelled")),
    account: work(),
  };
  return running;
}

interface Watching {
  isOver: () => boolean;
  onCode: (code: DeviceCode) => void;
  onEnd: (why: FoundryError) => void;
}

/** The network as a sign-in by code needs it: tells the code and a refusal, slows down when asked to, and waits out a failing network. */
function watch(network: INetworkModule, { isOver, onCode, onEnd }: Watching): INetworkModule {
  let pause = 0;
  const ask: INetworkModule["sendPostRequestAsync"] = async <Body>(
    url: string,
    options?: Parameters<INetworkModule["sendPostRequestAsync"]>[1],
  ) => {
    const body = new URLSearchParams(options?.body ?? "");
    if (!body.has("device_code")) {
      const answer = await network.sendPostRequestAsync<Body>(url, options);
      const code = offered.safeParse(answer.body);
      if (code.success && !isOver()) {
        const { user_code, verification_uri, expires_in } = code.data;
        onCode({ code: user_code, address: verification_uri, expiresAt: Date.now() + expires_in * 1000 });
        return { ...answer, body: code.data as Body };
      }
      const refusal = refused.safeParse(answer.body);
      onEnd(refusal.success ? refusalOf(refusal.data) : problem("sign_in_failed"));
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    if (isOver()) throw problem("sign_in_cancelled");
    body.set("grant_type", grantType);
    const answer = await network
      .sendPostRequestAsync<Body>(url, { ...options, body: body.toString() })
      .catch(() => pending<Body>());
    const refusal = refused.safeParse(answer.body);
    if (isOver()) throw problem("sign_in_cancelled");
    if (!refusal.success || refusal.data.error === "authorization_pending") return answer;
    if (refusal.data.error === "slow_down") {
      pause += usualInterval;
      return pending<Body>();
    }
    onEnd(refusalOf(refusal.data));
    return answer;
  };
  return { ...network, sendPostRequestAsync: ask };
}

const pending = <Body>(): NetworkResponse<Body> => ({
  headers: {},
  status: 400,
  body: { error: "authorization_pending" } as Body,
});

/** What the codes of the device flow mean where the words name no number (RFC 8628, 3.5; Entra device code flow). */
const meanings: Record<string, DiagnosisCode> = {
  authorization_declined: "sign_in_cancelled",
  bad_verification_code: "code_wrong",
  code_expired: "code_expired",
  expired_token: "code_expired",
};

/** Why the service gave no code, or no token for one. Conditional Access often forbids this way alone. */
function refusalOf({ error, error_description: words, suberror }: Refused): FoundryError {
  const failure = { errorCode: error, errorMessage: words, subError: suberror ?? "" };
  const told = signInFailure(failure, false);
  const { code, raw } = told.diagnosis;
  const meant = code === "sign_in_blocked" ? "device_code_blocked" : meanings[error];
  return meant ? new FoundryError(diagnosisOf(meant, {}, raw), failure) : told;
}
