import { z } from "zod";
import type { Account, CommandLine, IdentityState } from "../../preload/contract/identity.ts";
import { problem } from "../foundry/error.ts";
import type { Emit } from "../ipc.ts";
import type { Secrets } from "../storage/secrets.ts";
import { askAccount, askToken, claimsOf, isInstalled, type ToolToken } from "./command-line.ts";
import { toolProblem } from "./command-line-failures.ts";
import type { Identity } from "./identity.ts";
import type { Computer } from "./programs.ts";

const tools: readonly CommandLine[] = ["azure_cli", "azure_developer_cli"];

const isTool = (way: string): way is CommandLine => tools.some((tool) => tool === way);

/** Milliseconds of life below which a token is asked for again, as MSAL does. */
const margin = 5 * 60_000;

const keptAs = "command-line-accounts";
const kept = z.array(
  z.object({
    id: z.string().max(200),
    username: z.string().max(300),
    tenantId: z.guid(),
    source: z.enum(["azure_cli", "azure_developer_cli"]),
    objectId: z.guid().nullable(),
  }),
);
type KeptAccount = z.infer<typeof kept>[number];

/**
 * Adds to the app's own sign-ins those that the tools of the command line hold. Whose are used is kept like a secret,
 * their tokens in memory only. `make` makes the app's own, which announce what changes through what it is given.
 */
export function withCommandLines(parts: {
  make: (emit: Emit) => Identity;
  secrets: Secrets;
  emit: Emit;
  computer: Computer;
  /** Milliseconds that a tool has. */
  milliseconds?: number;
}): Identity {
  const { secrets, emit, computer, milliseconds } = parts;
  const time = milliseconds === undefined ? {} : { milliseconds };
  const own = parts.make((name, payload) => {
    if (name === "identity.changed") void changed();
    else emit(name, payload);
  });
  let running: { abort: AbortController; account: Promise<Account> } | null = null;
  const tokens = new Map<string, ToolToken>();
  const asked = new Map<string, Promise<string>>();

  const accounts = async (): Promise<KeptAccount[]> => {
    const text = await secrets.read(keptAs, keptAs);
    return text === null ? [] : kept.parse(JSON.parse(text));
  };
  const keep = (all: KeptAccount[]) => secrets.keep(keptAs, JSON.stringify(all), keptAs);

  const state = async (): Promise<IdentityState> => {
    const [base, added] = await Promise.all([own.state(), accounts().catch(() => [])]);
    return {
      ...base,
      accounts: [...base.accounts, ...added.map(accountOf)],
      signingIn: running ? "asking" : base.signingIn,
      commandLines: tools.filter((tool) => isInstalled(tool, computer)),
    };
  };
  const changed = async () => emit("identity.changed", await state());

  const signIn = async (tool: CommandLine, signal: AbortSignal): Promise<Account> => {
    const audience = own.cloud().foundry;
    const found = await askAccount(tool, audience, computer, { ...time, signal });
    const { username, tenantId, objectId, token, expiresAt } = found;
    const id = `${tool}.${tenantId}.${objectId ?? encodeURIComponent(username)}`.slice(0, 200);
    const account = { id, username, tenantId, source: tool, objectId };
    await keep([...(await accounts()).filter((other) => other.id !== id), account]);
    tokens.set(keyOf(id, tenantId, audience), { token, expiresAt });
    return accountOf(account);
  };

  const tokenFor = async (id: string, elsewhere: string | null, audience: string): Promise<string> => {
    const account = (await accounts()).find((one) => one.id === id);
    if (!account) throw problem("sign_in_expired");
    const tenantId = elsewhere ?? account.tenantId;
    const key = keyOf(id, tenantId, audience);
    const last = tokens.get(key);
    if (last && last.expiresAt - Date.now() > margin) return last.token;
    const given = await askToken(account.source, tenantId, audience, computer, time);
    // In another directory a guest has another id.
    const holder = tenantId === account.tenantId ? claimsOf(given.token).oid : undefined;
    if (account.objectId !== null && holder !== undefined && holder !== account.objectId) {
      const who = { account: account.username };
      throw toolProblem("command_line_other_account", account.source, { tenantId }, who);
    }
    tokens.set(key, given);
    return given.token;
  };

  return {
    ...own,
    state,
    changed,

    signIn: async (way, who) => {
      if (!isTool(way)) {
        running?.abort.abort();
        return own.signIn(way, who);
      }
      if (running) return running.account;
      own.cancel();
      const abort = new AbortController();
      const account = signIn(way, abort.signal);
      running = { abort, account };
      void changed();
      try {
        return await account;
      } finally {
        running = null;
        void changed();
      }
    },

    cancel: () => {
      running?.abort.abort();
      own.cancel();
    },
    stop: () => {
      running?.abort.abort();
      own.stop();
    },

    signOut: async (accountId) => {
      const all = await accounts();
      if (!all.some(({ id }) => id === accountId)) return own.signOut(accountId);
      for (const key of tokens.keys()) if (key.startsWith(`${accountId} `)) tokens.delete(key);
      await keep(all.filter(({ id }) => id !== accountId));
      await changed();
    },

    credential: (accountId, tenantId = null) => {
      const tool = tools.find((one) => accountId.startsWith(`${one}.`));
      if (!tool) return own.credential(accountId, tenantId);
      return {
        kind: "token",
        for: async (audience, claims) => {
          // A tool gets no text from outside: what a service wants proved, the person proves there.
          if (claims !== undefined) throw toolProblem("command_line_expired", tool, { tenantId, audience });
          const key = keyOf(accountId, tenantId ?? "", audience);
          const pending =
            asked.get(key) ?? tokenFor(accountId, tenantId, audience).finally(() => asked.delete(key));
          asked.set(key, pending);
          return pending;
        },
      };
    },
  };
}

const keyOf = (id: string, tenantId: string, audience: string) => `${id} ${tenantId} ${audience}`;

const accountOf = ({ id, username, tenantId, source }: KeptAccount): Account => ({
  id,
  username,
  tenantId,
  source,
});
