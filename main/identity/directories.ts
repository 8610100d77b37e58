import { z } from "zod";
import { problem } from "../foundry/error.ts";
import type { Fetch } from "../foundry/http/send.ts";
import { parseJson } from "../foundry/json.ts";
import type { Client } from "./client.ts";

const guid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const metadata = z.object({ issuer: z.string() });
/** Without a dot it is no domain, but may be a word that stands for any directory, such as "common". */
const domain = /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i;
/** Milliseconds. */
const patience = 10_000;

/**
 * The id of a directory, by its id, which is believed, or by a domain of it, for which the sign-in service is asked
 * without a credential (`issuer` of the OpenID Connect metadata of a tenant: Entra OpenID Connect page). Throws
 * `directory_not_found`, `sign_in_offline`.
 */
export async function findDirectory(
  name: string,
  client: Pick<Client, "authorityOf">,
  fetch: Fetch,
): Promise<string> {
  if (new RegExp(`^${guid.source}$`, "i").test(name)) return name.toLowerCase();
  const authority = domain.test(name) ? client.authorityOf(name) : null;
  if (authority === null) throw problem("directory_not_found", { directory: name });
  const answer = await fetch(`${authority}/v2.0/.well-known/openid-configuration`, {
    redirect: "manual",
    credentials: "omit",
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw problem("sign_in_offline", {}, error);
  });
  if (answer.status >= 500) throw problem("sign_in_offline");
  const { data } = metadata.safeParse(parseJson(await answer.text().catch(() => "")));
  const id = guid.exec(data?.issuer ?? "")?.[0];
  if (id === undefined) throw problem("directory_not_found", { directory: name });
  return id.toLowerCase();
}
