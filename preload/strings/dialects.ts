import type { ChatRoute, OtherWork, Speaks, SpeaksBecause } from "../contract/deployments.ts";
import type { DialectName } from "../contract/dialects.ts";
import { fill } from "./fill.ts";

/** What each API is called, beside a deployment and its answers. */
export const dialects: Record<DialectName, string> = {
  chat: "Chat",
  responses: "Responses",
  messages: "Messages",
  images: "Images",
};

/** What deployments are for, in a list of them: the API of their answers, or their other work. */
export const speaks: Record<Speaks, string> = {
  ...dialects,
  embeddings: "Embeddings",
  pictures: "Images",
  audio: "Audio",
  video: "Video",
  ranking: "Ranking",
  other: "Other",
};

/** What one does that can't be asked in chat. */
export const otherWork: Record<OtherWork, string> = {
  embeddings: "It makes embeddings, numbers that tell how alike texts are, and answers nothing.",
  pictures: "It makes images through its publisher's own API, which Assay doesn't speak.",
  audio: "It works with speech and sound. Assay has no place for that yet.",
  video: "It makes videos. Assay has no place for that yet.",
  ranking: "It ranks texts by how well they match a query. Assay has no place for that yet.",
  other: "Its lists say that it doesn't answer chat, and not what it does instead.",
};

/** How it is known what a deployment speaks. */
export const speaksBecause: Record<SpeaksBecause, string> = {
  person: "your choice",
  answer: "learned from its answers",
  list: "from the list",
  name: "by the name of its model",
  address: "by the address you pasted",
  default: "assumed, since nothing says otherwise",
};

/** The choice of an API by hand. */
export const speaksChoice = {
  label: "API",
  what: "{what}, {because}",
  byItself: "Let Assay find out",
  hint: "Assay switches by itself when the deployment refuses an API. Choose one only if that goes wrong.",
};

/** Deployments in a picker, under headings by what they answer by, and those that can't be chosen there with the reason. */
export const pickerGroups = {
  usable: "{name} · {api}",
  others: "{name} · can't be chosen here",
  other: "{name}: {why}",
  why: {
    ...speaks,
    batch: "batches only",
    images: "images, in chat only",
    embeddings: "embeddings",
    pictures: "images, through an API of its own",
    audio: "speech and sound",
    video: "videos",
    ranking: "ranking",
    other: "doesn't answer chat",
  },
};

/** What each route of an answer is called. */
const chatRoutes: Record<ChatRoute, string> = {
  given: "the address you entered",
  dated: "/openai/deployments, dated",
  v1: "/openai/v1",
  "project-v1": "the project's /openai/v1",
  container: "/v1 of the container",
  local_server: "the server on this computer",
  anthropic: "/anthropic/v1/messages",
};

const askedOn = "{api}, {route}";
const datedResponses = "/openai/responses, dated";

/**
 * By which API and on which route something was asked, as far as that is known; null where neither is. Earlier versions
 * kept no API, and knew chat completions only. A route that is new to the app is shown as it is called.
 */
export function askedText(
  dialect: DialectName | null | undefined,
  route: string | null | undefined,
): string | null {
  if (!route) return dialect ? dialects[dialect] : null;
  const isDated = route === "dated" && dialect === "responses";
  const named = isDated ? datedResponses : (chatRoutes[route as ChatRoute] ?? route);
  return dialect ? fill(askedOn, { api: dialects[dialect], route: named }) : named;
}
