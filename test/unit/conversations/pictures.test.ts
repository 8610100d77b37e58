import { join } from "node:path";
import { expect, it } from "vitest";
import { toldUpTo } from "../../../main/conversations/history.ts";
import { pictureOf } from "../../../main/conversations/pictures.ts";
import { openConversations } from "../../../main/conversations/store.ts";
import type { Attachment } from "../../../main/foundry/chat/question.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const asked = { connectionId: "k", deployment: "d" };
const png = "iVBORw0KGgo=";

/** A conversation whose turns are a question with what goes along, and an answer with its pictures. */
function told(...turns: { text: string; files?: Attachment[]; answer?: string; pictures?: string[] }[]) {
  const database = openDatabase(join(profile(), "assay.db"));
  const store = openConversations(database);
  let above: string | null = null;
  let last = "";
  for (const [index, { text, files = [], answer = "", pictures = [] }] of turns.entries()) {
    const [question, reply] = [`q${index}`, `a${index}`];
    store.addTurn(
      { id: "c", title: "t", ...asked },
      above,
      { id: question, text, at: index, attachments: files },
      { id: reply, text: answer, at: index },
    );
    for (const data of pictures) store.attach(reply, pictureOf({ mediaType: "image/png", data }, text));
    above = reply;
    last = question;
  }
  const messages = toldUpTo(last, store, asked);
  database.close();
  return messages;
}

it("that a model has made go along with the question after them", () => {
  const image: Attachment = { kind: "image", name: "mine.png", type: "image/png", data: png };
  expect(
    told(
      { text: "A fox", pictures: [png, png] },
      { text: "Again?", answer: "No." },
      { text: "And this?", files: [image] },
    ),
  ).toEqual([
    { role: "user", content: "A fox" },
    { role: "assistant", content: "(I made a picture. It is attached to your next message.)" },
    {
      role: "user",
      content: "Again?",
      attachments: [
        { ...image, name: "A fox.png" },
        { ...image, name: "A fox.png" },
      ],
    },
    { role: "assistant", content: "No." },
    { role: "user", content: "And this?", attachments: [image] },
  ]);
});

it("stand before what the person sends along, and keep the words beside them", () => {
  const image: Attachment = { kind: "image", name: "mine.png", type: "image/png", data: png };
  const messages = told(
    { text: "A fox", answer: "Here it is.", pictures: [png] },
    { text: "Like this", files: [image] },
  );
  expect(messages[1]).toEqual({ role: "assistant", content: "Here it is." });
  expect(messages[2]?.attachments?.map(({ name }) => name)).toEqual(["A fox.png", "mine.png"]);
});

it("are called like the question, whatever that is", () => {
  const name = (text: string, mediaType = "image/png") => pictureOf({ mediaType, data: png }, text).name;
  expect(name("A fox\nin the snow")).toBe("A fox.png");
  expect(name("", "image/webp")).toBe("Picture.webp");
  expect(name("x".repeat(200), "image/jpeg").length).toBeLessThan(70);
});
