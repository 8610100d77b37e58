import { fetchTrusting } from "./person.ts";

interface Page {
  url: string;
  text: string;
}

/**
 * What a person does on another device: types a code at its address, signs in with a name, and agrees. The browser is of
 * a few lines: it follows redirects, keeps cookies and sends a page's form. Gives the last page's text.
 */
export async function enterCode(ca: string, address: string, code: string, name: string): Promise<string> {
  const fetch = fetchTrusting(ca);
  const cookies = new Map<string, string>();

  const visit = async (url: string, form?: URLSearchParams): Promise<Page> => {
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
  const send = ({ url, text }: Page, typed: Record<string, string> = {}) => {
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

  const confirming = await send(await visit(address), { user_code: code });
  const signingIn = await send(confirming);
  const consenting = await send(signingIn, { login: name, password: "any" });
  return (await send(consenting)).text;
}
