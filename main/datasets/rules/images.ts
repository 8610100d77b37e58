import type { DatasetMethod } from "../../../preload/contract/dataset-rules.ts";
import { replaced, without } from "../../../preload/row-text/edit.ts";
import { type Path, valueAt } from "../../../preload/row-text/path.ts";
import { asObject, asText, type JsonObject } from "../../foundry/json.ts";
import { evidence } from "./evidence.ts";
import type { RowFindings } from "./found.ts";
import { isPublic } from "./public-address.ts";
import type { Rule } from "./rule.ts";

/** Bytes of an image, and images of an example (fine-tuning-vision page, 2026-02-11). */
const imageLimit = 10 * 1024 * 1024;
const imagesLimit = 64;

const methods: readonly DatasetMethod[] = ["supervised", "vision", "preference"];
const details = ["low", "high", "auto"];

/** What images have to be, so that the service learns from them. */
export const imageRules: readonly Rule[] = [
  { rule: "image_not_user", severity: "blocks", methods, evidence: evidence.vision },
  {
    rule: "image_malformed",
    severity: "blocks",
    methods,
    evidence: evidence.specification,
    mend: ({ text, value, path }) => {
      const given = valueAt(value, [...path, "image_url"]);
      return typeof given === "string" ? replaced(text, [...path, "image_url"], { url: given }) : null;
    },
  },
  { rule: "image_kind", severity: "blocks", methods, evidence: evidence.vision },
  {
    rule: "image_kind_differs",
    severity: "warns",
    methods,
    evidence: evidence.care,
    mend: ({ text, value, path, finding }) => {
      const url = asText(valueAt(value, path));
      const is = finding.parameters.is ?? "";
      return replaced(text, path, url.replace(/^data:[^;,]{0,100}/i, `data:image/${is}`));
    },
  },
  { rule: "image_too_large", severity: "blocks", methods, evidence: evidence.vision },
  { rule: "images_too_many", severity: "blocks", methods, evidence: evidence.vision },
  {
    rule: "image_detail",
    severity: "blocks",
    methods,
    evidence: evidence.vision,
    mend: ({ text, value, path }) => {
      const meant = asText(valueAt(value, path)).trim().toLowerCase();
      return details.includes(meant) ? replaced(text, path, meant) : without(text, path);
    },
  },
  { rule: "image_address", severity: "blocks", methods, evidence: evidence.vision },
  { rule: "image_address_private", severity: "blocks", methods, evidence: evidence.vision },
  { rule: "image_base64", severity: "blocks", methods, evidence: evidence.vision },
  { rule: "image_missing", severity: "warns", methods: ["vision"], evidence: evidence.care },
];

/** Checks an image of a message of a role; `path` leads to its part. */
export function checkImage(found: RowFindings, part: JsonObject, role: unknown, path: Path): void {
  if (role !== "user") found.add("image_not_user", path, { role: asText(role) });
  const image = asObject(part.image_url);
  if (image === null || typeof image.url !== "string") {
    found.add("image_malformed", path);
    return;
  }
  if (image.detail !== undefined && !details.includes(asText(image.detail)))
    found.add("image_detail", [...path, "image_url", "detail"], { detail: asText(image.detail) });
  const at = [...path, "image_url", "url"];
  if (/^data:/i.test(image.url)) checkData(found, image.url, at);
  else checkAddress(found, image.url, at);
}

/** Checks how many images a row has. */
export function checkImageCount(found: RowFindings, images: number): void {
  if (images === 0) found.add("image_missing", []);
  else if (images > imagesLimit) found.add("images_too_many", [], { count: String(images) });
}

function checkAddress(found: RowFindings, address: string, at: Path): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) found.add("image_address", at);
  else if (!isPublic(url)) found.add("image_address_private", at, { host: url.hostname });
}

/** How a data URI of an image begins (RFC 2397). */
const dataStart = /^data:(?:image\/([\w.+-]{1,60}))?(?:;[^;,]{0,100}){0,4}?(;base64)?,/i;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const kinds = new Map([
  ["jpeg", "jpeg"],
  ["jpg", "jpeg"],
  ["png", "png"],
  ["webp", "webp"],
]);

function checkData(found: RowFindings, url: string, at: Path): void {
  const [start, said = "", encoded] = dataStart.exec(url) ?? [];
  const body = url.slice(start?.length ?? url.length);
  if (start === undefined || encoded === undefined || body.length % 4 !== 0 || !base64.test(body)) {
    found.add("image_base64", at);
    return;
  }
  const bytes = (body.length / 4) * 3 - (body.endsWith("==") ? 2 : body.endsWith("=") ? 1 : 0);
  if (bytes > imageLimit) found.add("image_too_large", at, { megabytes: (bytes / 2 ** 20).toFixed(1) });
  const kind = kinds.get(said.toLowerCase());
  const is = kindOf(Buffer.from(body.slice(0, 16), "base64"));
  if (kind === undefined || is === null) found.add("image_kind", at, { kind: said });
  else if (kind !== is) found.add("image_kind_differs", at, { kind: said, is });
}

/** The kind of an image by how its bytes begin (ISO/IEC 10918-1, PNG specification 5.2, WebP container specification). */
function kindOf(start: Buffer): "jpeg" | "png" | "webp" | null {
  const letters = start.toString("latin1");
  if (letters.startsWith("\xff\xd8\xff")) return "jpeg";
  if (letters.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  return letters.startsWith("RIFF") && letters.slice(8, 12) === "WEBP" ? "webp" : null;
}
