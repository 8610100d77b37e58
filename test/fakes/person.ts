import { request } from "node:https";
import type { Fetch } from "../../main/foundry/http/send.ts";
import type { Browser } from "../../main/identity/interactive.ts";

/** A fetch over Node's own https that trusts this one authority, follows no redirect and keeps no cookie. */
export const fetchTrusting =
  (ca: string): Fetch =>
  (url, init) =>
    new Promise((resolve, reject) => {
      const { method = "GET", headers = {}, body, signal } = init;
      const sent = {
        ca,
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ...(signal && { signal }),
      };
      const asked = request(url, sent, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const given = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0, headers: given }));
        });
      });
      // As the fetch of browsers says that there was no answer.
      asked.on("error", (cause) => reject(new TypeError("fetch failed", { cause })));
      asked.end(body === undefined || body === null ? undefined : String(body));
    });

/** What a person does in the window: the name they sign in with, and whether they agree. */
export interface Person {
  name: string;
  agrees: boolean;
  /** What the sign-in service sends back in their place, where it does not even ask them. */
  refused?: Record<string, string>;
}

/**
 * A browser in which a person signs in at the stand-in's own pages: it follows them, fills their forms in, and posts the
 * answer where it is to go.
 */
export const browserOf =
  (ca: string, person: Person): Browser =>
  ({ url, answerTo, onAnswer }) => {
    void signInAt(url, { fetch: fetchTrusting(ca), person, answerTo, onAnswer });
    return { focus: () => {}, close: () => {} };
  };

async function signInAt(
  start: string,
  to: { fetch: Fetch; person: Person; answerTo: string; onAnswer: () => void },
): Promise<void> {
  const { person, answerTo, onAnswer } = to;
  if (person.refused) {
    const state = new URL(start).searchParams.get("state") ?? "";
    onAnswer();
    await fetch(answerTo, { method: "POST", body: new URLSearchParams({ ...person.refused, state }) });
    return;
  }
  const cookies = new Map<string, string>();
  let at = start;
  let form: URLSearchParams | null = null;
  for (let steps = 0; steps < 20; steps += 1) {
    const isAnswer: boolean = at.startsWith(answerTo);
    if (isAnswer) {
      onAnswer();
      await fetch(at, { method: "POST", body: form });
      return;
    }
    const answer: Response = await to.fetch(at, {
      method: form ? "POST" : "GET",
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(form && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form && { body: form.toString() }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get("location");
    const page = await answer.text();
    form = next ? null : formOn(page, person);
    const target = next ?? (person.agrees ? actionOn(page) : (abortOn(page) ?? actionOn(page)));
    if (!target) throw new Error(`No way on from ${at}: ${page.slice(0, 500)}`);
    if (target === abortOn(page)) form = null;
    at = new URL(target, at).href;
  }
}

const unescaped = (text: string) =>
  text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
const actionOn = (page: string) => unescaped(/<form[^>]* action="([^"]+)"/.exec(page)?.[1] ?? "");
const abortOn = (page: string) => {
  const found = /href="([^"]+\/abort)"/.exec(page)?.[1];
  return found === undefined ? null : unescaped(found);
};

function formOn(page: string, { name }: Person): URLSearchParams {
  const fields = [...page.matchAll(/<input [^>]*>/g)].map(([tag]): [string, string] => [
    / name="([^"]+)"/.exec(tag)?.[1] ?? "",
    unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? ""),
  ]);
  const form = new URLSearchParams(fields);
  if (form.has("login")) form.set("login", name);
  if (form.has("password")) form.set("password", "any");
  return form;
}
