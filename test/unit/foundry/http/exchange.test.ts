import { describe, expect, it } from "vitest";
import { dialects } from "../../../../main/foundry/chat/chat.ts";
import type { Question } from "../../../../main/foundry/chat/question.ts";
import { writeRequest } from "../../../../main/foundry/http/exchange.ts";

const url = new URL("https://contoso.services.ai.azure.com/x");
const shown = (body: unknown) => writeRequest("POST", url, {}, body);

/** What people and models wrote, wherever it stands. */
const secret = "PRIVATE";

describe("what was sent, as it is shown", () => {
  it.each(Object.keys(dialects) as (keyof typeof dialects)[])(
    "has no words of a conversation in %s",
    (name) => {
      const image = {
        kind: "image" as const,
        name: `${secret}.png`,
        type: "image/png",
        data: `iVBORw0KGgo${secret}`,
      };
      const text = { kind: "text" as const, name: `${secret}.txt`, type: "text/plain", data: secret };
      const items = [
        {
          type: "reasoning",
          id: "rs_1",
          encrypted_content: secret,
          summary: [{ type: "summary_text", text: secret }],
        },
        {
          type: "text",
          text: secret,
          citations: [
            { type: "char_location", cited_text: secret, document_title: secret, encrypted_index: secret },
          ],
        },
        { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: secret } },
        {
          type: "code_execution_tool_result",
          tool_use_id: "srv_1",
          content: { stdout: secret, stderr: secret, content: [secret], unheard_of: { of: [secret] } },
        },
      ];
      const question: Question = {
        deployment: "d",
        system: secret,
        messages: [
          { role: "user", content: secret, attachments: name === "images" ? [text] : [image, text] },
          {
            role: "assistant",
            content: secret,
            kept: name === "images" || name === "chat" ? undefined : { dialect: name, items },
          },
          {
            role: "assistant",
            content: secret,
            toolCalls: [{ id: "call_1", name: "look", arguments: `{"a":"${secret}"}` }],
          },
          { role: "tool", content: secret, toolCallId: "call_1" },
          { role: "user", content: secret },
        ],
      };
      const written = shown(dialects[name].body(question));
      expect(written).not.toContain(secret);
      expect(written).toContain("characters]");
    },
  );

  it("has all that says how it is put together", () => {
    const body = {
      model: "d",
      input: [{ type: "message", role: "user", content: [{ type: "input_text", text: "Hi" }] }],
    };
    expect(shown({ ...body, stream: true, reasoning: { effort: "low" } })).toContain(
      '{"model":"d","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"[2 characters]"}]}],"stream":true,"reasoning":{"effort":"low"}}',
    );
  });
});
