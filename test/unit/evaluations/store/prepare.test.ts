import { expect, it } from "vitest";
import { questionOf } from "../../../../main/evaluations/process/asked.ts";
import { close } from "../../../../main/evaluations/process/session.ts";
import { temporaryProfiles } from "../../profile.ts";
import { filled } from "../verdict/filled.ts";

const makeProfile = temporaryProfiles();

it("keeps rows whole that hold ends of lines as JSON leaves them, halves of characters, and more than is read at once", async () => {
  const contents = ["one\u2028two\u2029three\r\nfour\u0085five", "\ud800 \0", "é".repeat(100_000), "last"];
  const rows = contents.map((content) => ({
    text: JSON.stringify({ messages: [{ role: "user", content }] }),
  }));
  const { session, file } = await filled(makeProfile(), rows);
  const asked = contents.map((_, row) => questionOf(session, row)?.messages[0]?.content);
  expect(asked).toEqual(contents);
  expect(questionOf(session, contents.length)).toBeNull();
  close(file);
});
