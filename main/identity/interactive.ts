import type { AccountInfo, InteractiveRequest, PublicClientApplication } from "@azure/msal-node";
import type { Diagnosis } from "../../preload/contract/diagnosis.ts";
import type { Account, DeviceCode } from "../../preload/contract/identity.ts";
import { mainStrings } from "../../preload/strings/main.ts";
import { problem } from "../foundry/error.ts";
import { signInFailure, unreached } from "./failures.ts";

/** Shows the address at which a person signs in. */
export type Browser = (address: SignInAddress) => OpenedBrowser;

interface SignInAddress {
  url: string;
  /** The one address of this computer that the answer is sent to. */
  answerTo: string;
  /** Called when the answer is on its way there. */
  onAnswer: () => void;
  /** Called when the person closes it. */
  onClosed: () => void;
  /** Called when a page of the sign-in does not come, with why. */
  onFailed: (why: Diagnosis) => void;
}

interface OpenedBrowser {
  focus(): void;
  close(): void;
}

/** Milliseconds that a person has to sign in, and that an answer may take to be exchanged. */
export const patience = { waiting: 5 * 60_000, exchanging: 10_000 };

/** An account as the app knows it. */
export const accountOf = ({ homeAccountId, username, tenantId }: AccountInfo): Account => ({
  id: homeAccountId,
  username,
  tenantId,
  source: "microsoft",
});

type SignInRequest = Pick<InteractiveRequest, "scopes" | "loginHint" | "claims" | "prompt" | "authority">;

/** Who ended a sign-in: the person, by a button or by closing the window, or the clock. */
type Ending = "cancelled" | "closed" | "late";

/** One sign-in that has begun. */
export interface Running {
  step: "waiting" | "exchanging";
  /** Whether nobody's answer is waited for any more. */
  isEnded: boolean;
  browser: OpenedBrowser | null;
  deviceCode: DeviceCode | null;
  account: Promise<Account>;
  end(why: Ending): void;
}

/**
 * One sign-in, from the address to the account. MSAL never gives up by itself: what ends it is an answer, and where the
 * person has none to give, this sends one in their place to MSAL's own listener, which closes with it. `late` is called
 * with an account that came after all, and whether the person had ended it themselves.
 */
export function startSignIn(
  client: PublicClientApplication,
  open: Browser,
  parts: {
    times: typeof patience;
    request: SignInRequest;
    changed: () => void;
    /** Why the service's last answer did not come. */
    unanswered: () => Diagnosis | null;
    late: (account: AccountInfo, isUnwanted: boolean) => void;
  },
): Running {
  const { times, request, changed, unanswered, late } = parts;
  let pageFailure: Diagnosis | null = null;
  let refuse: (() => void) | null = null;
  let isUnwanted = false;
  const timers = new Set<NodeJS.Timeout>();
  const running: Running = {
    step: "waiting",
    isEnded: false,
    browser: null,
    deviceCode: null,
    account: Promise.reject(),
    end: () => {},
  };
  running.account.catch(() => {});

  const end = (why: Ending) => {
    // A window that closes after the answer has left it: what the person agreed to is still taken up.
    if (running.isEnded || (why === "closed" && running.step === "exchanging")) return;
    running.isEnded = true;
    isUnwanted = why !== "late";
    refuse?.();
    running.browser?.close();
  };
  running.end = end;
  timers.add(setTimeout(() => running.step === "waiting" && end("late"), times.waiting));

  const openBrowser = async (url: string) => {
    const { searchParams } = new URL(url);
    const answerTo = searchParams.get("redirect_uri") ?? "";
    refuse = () => void refuseAt(answerTo, searchParams.get("state") ?? "");
    running.browser = open({
      url,
      answerTo,
      onAnswer: () => {
        if (running.step === "exchanging") return;
        running.step = "exchanging";
        timers.add(setTimeout(() => end("late"), times.exchanging));
        changed();
      },
      onClosed: () => end("closed"),
      onFailed: (why) => {
        if (running.step === "waiting") pageFailure ??= why;
        end("closed");
      },
    });
    if (running.isEnded) running.browser.close();
  };

  const work = async () => {
    const { signInDone, signInNotDone } = mainStrings;
    try {
      const asked = client.acquireTokenInteractive({
        ...request,
        openBrowser,
        successTemplate: page(signInDone),
        errorTemplate: page(signInNotDone),
      });
      asked.then(
        ({ account }) => running.isEnded && account && late(account, isUnwanted),
        () => {},
      );
      const given = await Promise.race([asked, whenEnded()]);
      if (given?.account) return accountOf(given.account);
      throw problem("sign_in_cancelled");
    } catch (error) {
      if (pageFailure) throw unreached(pageFailure, error);
      if (running.isEnded) throw problem("sign_in_cancelled", {}, error);
      throw signInFailure(error, false, { why: unanswered() });
    } finally {
      for (const timer of timers) clearTimeout(timer);
      running.browser?.close();
    }
  };
  /** Half a second after its end at the latest a sign-in is over, whatever the listener does. */
  const whenEnded = () =>
    new Promise<null>((resolve) => {
      const look = setInterval(() => running.isEnded && resolve(null), 100);
      timers.add(look);
    });
  running.account = work();
  return running;
}

/** Answers MSAL's listener in the place of the person, so that it closes. */
async function refuseAt(address: string, state: string): Promise<void> {
  const body = new URLSearchParams({ error: "access_denied", state });
  const url = new URL(address);
  // MSAL listens there; "localhost" may be somebody else's on [::1].
  url.hostname = "127.0.0.1";
  await fetch(url, { method: "POST", body }).catch(() => {});
}

const page = (text: string) =>
  `<!doctype html><meta charset="utf-8"><title>Assay</title><body style="font: 14px system-ui; margin: 48px">${text}</body>`;
