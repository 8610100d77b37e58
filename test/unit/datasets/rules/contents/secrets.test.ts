import { describe, expect, it } from "vitest";
import { findInRow, findInText, masked } from "../../../../../main/datasets/rules/contents/all.ts";
import { secretRules } from "../../../../../main/datasets/rules/contents/secrets.ts";
import { growsInProportion } from "../../growth.ts";

/** Letters and digits as a key has them; no key of anybody. Put together here, so that no line looks like a key. */
const made = (length: number, of = "q7Rk2ZxV9bTn4LwE8sYd3GhJ6mPc5FaU1") =>
  Array.from({ length }, (_, at) => of[(at * 7) % of.length]).join("");
const hex = made(32, "3f9a07c1e5b8d246");

const keys: [kind: string, text: string, found: string][] = [
  ["openai", `key: sk-${made(48)}`, `sk-${made(48)}`],
  ["openai", `sk-proj-${made(60)}_${made(20)}`, `sk-proj-${made(60)}_${made(20)}`],
  ["anthropic", `sk-ant-api03-${made(80)}`, `sk-ant-api03-${made(80)}`],
  ["azure_key", `"api-key": "${hex}"`, hex],
  ["azure_key", `Ocp-Apim-Subscription-Key: ${hex}`, hex],
  ["azure_key", `AZURE_OPENAI_API_KEY=${made(84)}`, made(84)],
  ["azure_key", `use ${made(52)}JQQJ99${made(26)} now`, `${made(52)}JQQJ99${made(26)}`],
  ["azure_storage", `AccountName=a;AccountKey=${made(86)}==;`, `${made(86)}==`],
  ["azure_sas", `https://a.blob.core.windows.net/c?sv=2024&sig=${made(43)}%3D`, `${made(43)}%3D`],
  ["entra", `${made(3)}8Q~${made(34)}`, `${made(3)}8Q~${made(34)}`],
  ["aws", `AKIA${made(16, "QZ7RX2KV4TNL")}`, `AKIA${made(16, "QZ7RX2KV4TNL")}`],
  ["github", `ghp_${made(36)}`, `ghp_${made(36)}`],
  ["github", `github_pat_${made(22)}_${made(59)}`, `github_pat_${made(22)}_${made(59)}`],
  ["gitlab", `glpat-${made(20)}`, `glpat-${made(20)}`],
  ["slack", `xoxb-${made(12, "1234567890")}-${made(24)}`, `xoxb-${made(12, "1234567890")}-${made(24)}`],
  [
    "slack",
    `https://hooks.slack.com/services/T${made(8)}/B${made(8)}/${made(24)}`,
    `T${made(8)}/B${made(8)}/${made(24)}`,
  ],
  ["google", `AIza${made(35)}`, `AIza${made(35)}`],
  ["npm", `npm_${made(36)}`, `npm_${made(36)}`],
  ["stripe", `sk_live_${made(24)}`, `sk_live_${made(24)}`],
  ["hugging_face", `hf_${made(34, "QzRxKvTnLwEsYdGhJm")}`, `hf_${made(34, "QzRxKvTnLwEsYdGhJm")}`],
  ["sendgrid", `SG.${made(22)}.${made(43)}`, `SG.${made(22)}.${made(43)}`],
  ["jwt", `eyJ${made(20)}.eyJ${made(40)}.${made(43)}`, `eyJ${made(20)}.eyJ${made(40)}.${made(43)}`],
  ["url_password", `postgres://app:${made(12)}@db.contoso.com/x`, made(12)],
  ["named", `client_secret = "${made(24)}"`, made(24)],
  ["named", `{"password":"${made(14)}"}`, made(14)],
];

const found = (text: string) =>
  findInText(text, secretRules).map(({ rule, at, length }) => [
    rule.replace("secret_", ""),
    text.slice(at, at + length),
  ]);

describe("secrets", () => {
  it.each(keys)("of the kind %s are found", (kind, text, secret) => {
    expect(found(text)).toEqual([[kind, secret]]);
    expect(found(`Here: ${text} `)).toEqual([[kind, secret]]);
  });

  it("in a private key are all of it, and its beginning where its end is missing", () => {
    const head = "-----BEGIN RSA PRIVATE KEY-----";
    const whole = `${head}\n${made(64)}\n${made(40)}==\n-----END RSA PRIVATE KEY-----`;
    expect(found(`a ${whole} b`)).toEqual([["private_key", whole]]);
    expect(found(`a ${head}\n${made(64)}`)).toEqual([["private_key", head]]);
  });

  it.each([
    [
      "a placeholder",
      'api_key = "your-api-key-here-1", sk-xxxxxxxxxxxxxxxxxxxxxxxx, password: "changeme1234"',
    ],
    ["a documented example", "AKIA" + "IOSFODNN7EXAMPLE"],
    ["a variable", 'apiKey: "process.env.API_KEY_1", token = "{{token_from_vault1}}"'],
    ["a hash without a name", `commit ${made(40, "3f9a07c1e5b8d246")}, md5 ${hex}`],
    ["a name with a hyphen", "sk-learn-contrib-packages-and-more, task-management-for-everyone-2024"],
    ["a link", "https://user@contoso.com/path:8080@x, https://contoso.com:8080/a@b"],
    ["a sentence", 'The password: "is something you know". A token = "word"'],
  ])("are not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("are told only in a shortened form", () => {
    for (const [, text, secret] of keys) {
      for (const { parameters } of findInText(text, secretRules)) {
        const shown = parameters.shown ?? "";
        expect(secret.startsWith(shown.split("…")[0] ?? "-")).toBe(true);
        expect(shown).toMatch(
          /^(sk-(ant-)?|gh[pousr]_|github_pat_|xox|AKIA|AIza|npm_|hf_|SG\.|eyJ|glpat-)?….{2}$/,
        );
      }
    }
  });

  it("in a row are found in each of its texts, with the way there, and masked in its JSON", () => {
    const secret = `ghp_${made(36)}`;
    const value = {
      messages: [
        { role: "user", content: `Is “${secret}” valid?\nWrite to ada@contoso.com.` },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ function: { name: "f", arguments: `{"t":"${secret}"}` } }],
        },
      ],
    };
    expect(findInRow(value).map(({ rule, path, at, length }) => [rule, path, at, length])).toEqual([
      ["secret_github", ["messages", 0, "content"], 4, 40],
      ["personal_email", ["messages", 0, "content"], 62, 15],
      ["secret_github", ["messages", 1, "tool_calls", 0, "function", "arguments"], 6, 40],
    ]);
    const text = JSON.stringify(value);
    const one = { rule: "secret_github", at: text.indexOf(secret), length: 40, parameters: {} };
    expect(JSON.parse(masked(text, one)).messages[0].content).toContain("“[key]”");
    expect(masked(text, { ...one, rule: "constructor" })).toBe(text);
  });

  it("of one kind are a hundred findings of a row at most", () => {
    const content = Array.from({ length: 150 }, (_, at) => `a${at}@contoso.com`).join(" ");
    expect(findInRow({ content })).toHaveLength(100);
  });

  it("of one kind are a thousand of a text at most, and the text of a long list is gone through once", () => {
    const content = Array.from({ length: 3_000 }, (_, at) => `a${at}@contoso.com`);
    expect(findInText(content.join(" "))).toHaveLength(1_000);
    expect(findInRow(content).map(({ path }) => path)).toEqual(Array.from({ length: 100 }, (_, at) => [at]));
  });

  it.each(secretRules.map((rule) => [rule.facts.rule, rule] as const))(
    "%s takes time in proportion to the text",
    (_, rule) => {
      const worst = [
        ...[
          "a",
          "a1",
          "key",
          "key=",
          "token: ",
          "sk-",
          "sig=a",
          "?sig=",
          "eyJa",
          ".eyJaaaaaaaaaaaa",
          "a:a",
          "a://a:",
          "a://a:a@",
        ],
        ...[
          "-----BEGIN PRIVATE KEY-----",
          "-----BEGIN A A A PRIVATE KEY-----\n",
          "AKIA",
          "8Q~",
          "xoxb-",
          "SG.",
          'password="',
          "AccountKey=",
        ],
      ];
      for (const piece of worst) {
        expect(
          growsInProportion((text) => rule.find(text), piece, 20_000),
          piece,
        ).toBe(true);
      }
    },
  );
});
