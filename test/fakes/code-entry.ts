import { request } from "node:https";
import type { Fetch } from "../../main/foundry/http.ts";

/** A fetch that trusts one authority besides the usual ones, as a company's computers do. */
export const fetchTrusting =
  (ca: string): Fetch =>
  (input, { method = "GET", headers = {}, body, signal }) =>
    new Promise((resolve, reject) => {
      const sent = Object.fromEntries(new Headers(headers as Record<string, string>));
      const asked = request(input, { method, ca, headers: sent, ...(signal && { signal }) }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const given = new Headers();
          for (const [name, value] of Object.entries(answer.headersDistinct)) {
            for (const one of value ?? []) given.append(name, one);
          }
          const text = Buffer.concat(chunks).toString();
          resolve(new Response(text || null, { status: answer.statusCode ?? 0, headers: given }));
        });
      });
      asked.on("error", (error) => reject(new TypeError("fetch failed", { cause: error })));
      asked.end(body);
    });

/** A person with a browser of a few lines: it follows redirects, keeps cookies and sends a page's form. */
export function createPerson(ca: string): {
  /** Types a code at its address, signs in with a name, and agrees. Gives the last page's text. */
  enterCode(address: string, code: string, name: string): Promise<string>;
} {
  const fetch = fetchTrusting(ca);
  const cookies = new Map<string, string>();

  const visit = async (url: string, form?: URLSearchParams): Promise<{ url: string; text: string }> => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(url, {
      method: form ? "POST" : "GET",
      headers: { cookie, ...(form && { "content-type": "application/x-www-form-urlencoded" }) },
      ...(form && { body: form.toString() }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const to = answer.headers.get("location");
    return to ? visit(new URL(to, url).href) : { url, text: await answer.text() };
  };
  const send = ({ url, text }: { url: string; text: string }, typed: Record<string, string> = {}) => {
    const attribute = (tag: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
    const [form = ""] = /<form[^>]*>/.exec(text) ?? [];
    const hidden = [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
      attribute(tag, "name"),
      attribute(tag, "value"),
    ]);
    return visit(
      new URL(attribute(form, "action"), url).href,
      new URLSearchParams({ ...Object.fromEntries(hidden), ...typed }),
    );
  };

  return {
    enterCode: async (address, code, name) => {
      const confirming = await send(await visit(address), { user_code: code });
      const signingIn = await send(confirming);
      const consenting = await send(signingIn, { login: name, password: "any" });
      return (await send(consenting)).text;
    },
  };
}
