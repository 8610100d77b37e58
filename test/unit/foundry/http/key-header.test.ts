import { describe, expect, it } from "vitest";
import { diagnoseAnswer } from "../../../../main/foundry/http/diagnosis.ts";
import { explain } from "../../../../preload/strings/explain.ts";

const context = { host: "h", path: "/", secrets: [], sent: "" };
const of = (status: number, message: string, challenge = "") =>
  diagnoseAnswer(
    status,
    new Headers(challenge === "" ? {} : { "www-authenticate": challenge }),
    JSON.stringify({ statusCode: status, message }),
    context,
  );

describe("a gateway that finds no key names the header field it looks in", () => {
  const missing =
    "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.";
  const apim = (name: string) =>
    `AzureApiManagementKey realm="https://g.azure-api.net/o",name="${name}",type="header"`;
  const rows: [number, string, string, string][] = [
    [401, missing, apim("Ocp-Apim-Subscription-Key"), "Ocp-Apim-Subscription-Key"],
    [401, missing, apim("api-key"), "api-key"],
    [401, missing, "", "Ocp-Apim-Subscription-Key"],
    [401, "Missing API key: send it in the X-Team-Key header", "", "X-Team-Key"],
    [403, "No API key was provided. Use the header 'team-access'.", "", "team-access"],
    [401, "Missing Authorization header", "", "Authorization"],
    [
      401,
      "You didn't provide an API key. You need to provide your API key in an Authorization header.",
      "",
      "Authorization",
    ],
    [401, "Missing subscription key in header `x-gate`", "", "x-gate"],
    [401, "No API key found in request", "", ""],
  ];
  it.each(rows)("%i %s %s", (status, message, challenge, header) => {
    const diagnosis = of(status, message, challenge);
    expect(diagnosis).toMatchObject({ code: "key_not_found", parameters: { header } });
    const { title, cause, actions, said } = explain(diagnosis, "test");
    expect(title).toBe("The gateway found no key");
    expect(cause).toContain(header === "" ? "which it does not name" : `the header field ${header} `);
    expect(cause).not.toMatch(/\{|\(the service/);
    expect(actions[0]).toBe("set_key_header");
    expect(said?.words).toBe(message);
  });
});
