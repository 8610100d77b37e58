import type { SandboxDeployment } from "../deployments.ts";
import { isObject, type Json } from "../json.ts";
import type { Message } from "../message.ts";
import { refused, refusedMissing, refusedType, refusedValue } from "./refusals.ts";

const roles = ["user", "system", "developer", "assistant"];
const said = ["output_text", "refusal"];
const asked = ["input_text", "input_image", "input_file"];

/** Reads a message of the input; what an assistant has said has parts of its own. Throws `Refused`. */
export function readMessage(item: Json, param: string, { images }: SandboxDeployment): Message {
  const { role, content } = item;
  if (typeof role !== "string" || !roles.includes(role))
    throw refusedValue(role ?? "", roles, `${param}.role`);
  if (typeof content === "string") return { role, text: content, images: 0 };
  if (!Array.isArray(content)) throw refusedMissing(`${param}.content`);
  const known = role === "assistant" ? said : asked;
  const parts = content.map((part: unknown, at) => readPart(part, `${param}.content[${at}]`, known));
  const pictures = parts.filter(({ type }) => type === "input_image");
  if (pictures.length > 0 && !images)
    throw refused("Invalid content type. image_url is only supported by certain models.", param);
  return { role, text: parts.map(textOf).join("\n"), images: pictures.length };
}

/** The parts of what a function gave back count as text and pictures, too. */
export function readOutput(output: unknown, param: string): Pick<Message, "text" | "images"> {
  if (typeof output === "string") return { text: output };
  if (!Array.isArray(output)) throw refusedMissing(`${param}.output`);
  const parts = output.map((part: unknown, at) => readPart(part, `${param}.output[${at}]`, asked));
  return {
    text: parts.map(textOf).join("\n"),
    images: parts.filter(({ type }) => type === "input_image").length,
  };
}

const textOf = ({ type, text, refusal }: Json): string => {
  const words = text ?? refusal;
  return typeof words === "string" ? words : `[${type}]`;
};

function readPart(part: unknown, param: string, known: readonly string[]): Json {
  if (!isObject(part)) throw refusedType(param, "an object");
  const { type } = part;
  if (!known.includes(String(type))) throw refusedValue(type ?? "", known, param);
  if ((type === "input_text" || type === "output_text") && typeof part.text !== "string")
    throw refusedMissing(`${param}.text`);
  if (type === "input_image") checkImage(part, param);
  if (type === "input_file") checkFile(part, param);
  return part;
}

function checkImage({ image_url: url, file_id: id }: Json, param: string): void {
  if (typeof url !== "string" && typeof id !== "string") throw refusedMissing(`${param}.image_url`);
  if (typeof url === "string" && !/^(https:\/\/|data:image\/(png|jpeg|gif|webp);base64,[\w+/]+=*$)/.test(url))
    throw refused(
      `Invalid '${param}.image_url'. Expected a valid URL, but got a value with an invalid format.`,
      `${param}.image_url`,
      "invalid_value",
    );
}

function checkFile({ file_data: data, file_url: url, file_id: id, filename }: Json, param: string): void {
  if (typeof url === "string" || typeof id === "string") return;
  if (typeof data !== "string") throw refusedMissing(`${param}.file_data`);
  if (typeof filename !== "string") throw refusedMissing(`${param}.filename`);
  if (!/^data:[\w.+-]+\/[\w.+-]+;base64,[\w+/]+=*$/.test(data))
    throw refused(
      `Invalid '${param}.file_data'. Expected a base64-encoded data URL with a MIME type, but got a value without ` +
        "the 'data:' prefix.",
      `${param}.file_data`,
      "invalid_value",
    );
}
