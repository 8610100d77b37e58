import { mainStrings } from "../../preload/strings/main.ts";
import type { Attachment } from "../foundry/chat/chat.ts";
import type { Picture } from "../foundry/chat/events.ts";
import { titleOf } from "./history.ts";

/** The ends of the names of pictures, by their media types. */
export const pictureExtensions: ReadonlyMap<string, string> = new Map([
  ["image/png", "png"],
  ["image/jpeg", "jpg"],
  ["image/webp", "webp"],
]);

/** A picture that a model has made, as it is attached to its answer: it is called like the question. */
export function pictureOf({ mediaType, data }: Picture, question: string): Attachment {
  const extension = pictureExtensions.get(mediaType) ?? "png";
  return {
    kind: "image",
    name: `${titleOf(question) || mainStrings.picture}.${extension}`,
    type: mediaType,
    data,
  };
}
