import { Paperclip, X } from "lucide-react";
import { useRef } from "react";
import type { Input } from "../../preload/contract/index.ts";
import { textOf } from "../../preload/decode.ts";
import { strings } from "../../preload/strings/en.ts";
import { fill } from "../../preload/strings/fill.ts";
import { Icon } from "../ui/icon.tsx";
import { FileName } from "./attached.tsx";

const words = strings.chat;

export type Attachment = NonNullable<Input<"chat.send">["attachments"]>[number];

/** The kinds of images the service takes (Azure OpenAI guide to vision-enabled models), and its limit in bytes. */
const imageTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"];
const sizeLimit = 20 * 1024 * 1024;

/**
 * Bytes of the documents of a message. A request to Claude may have 32 MB (Claude docs, PDF support), which these are in
 * base64; Responses takes as much.
 */
const documentsLimit = 24 * 1024 * 1024;

/**
 * Files as they are sent along: images and PDFs in base64, text as it is. Says of each that is none of these why it is not
 * taken. `before` goes along already.
 */
export async function readFiles(
  files: Iterable<File>,
  before: readonly Attachment[] = [],
): Promise<{ taken: Attachment[]; refused: string[] }> {
  const taken: Attachment[] = [];
  const refused: string[] = [];
  let documents = before.reduce((sum, one) => sum + (one.kind === "document" ? bytesOf(one) : 0), 0);
  for (const file of files) {
    const { name, size } = file;
    const refuse = (template: string) => refused.push(fill(template, { name }));
    if (await isPdf(file)) {
      if (documents + size > documentsLimit) refuse(words.documentTooLarge);
      else {
        const bytes = new Uint8Array(await file.arrayBuffer());
        if (isLocked(bytes)) refuse(words.documentLocked);
        else {
          documents += size;
          taken.push({ kind: "document", name, type: pdfType, data: base64Of(bytes) });
        }
      }
    } else if (size > sizeLimit) refuse(words.tooLarge);
    else {
      const read = await readFile(file);
      if (read) taken.push(read);
      else refuse(words.notAttached);
    }
  }
  return { taken, refused };
}

async function readFile(file: File): Promise<Attachment | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { name, type } = file;
  if (imageTypes.includes(type)) return { kind: "image", name, type, data: base64Of(bytes) };
  try {
    return { kind: "text", name, type: type || "text/plain", data: textOf(bytes) };
  } catch {
    return null;
  }
}

const pdfType = "application/pdf";

/** Whether a file is a PDF: its mark stands among its first bytes (ISO 32000-1, appendix H), whatever it is called. */
const isPdf = async (file: File): Promise<boolean> =>
  latin(new Uint8Array(await file.slice(0, 1024).arrayBuffer())).includes("%PDF-");

/** Whether a PDF is encrypted: its trailer then names how. */
const isLocked = (bytes: Uint8Array): boolean => /\/Encrypt\s+\d+\s+\d+\s+R/.test(latin(bytes));

const latin = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

const bytesOf = ({ data }: Attachment) => Math.floor((data.length * 3) / 4);

function base64Of(bytes: Uint8Array): string {
  const size = 0x8000;
  let binary = "";
  for (let from = 0; from < bytes.length; from += size)
    binary += String.fromCharCode(...bytes.subarray(from, from + size));
  return btoa(binary);
}

/** What is attached so far, each with the way to take it off. */
export function AttachmentRow(props: { attachments: Attachment[]; onChange: (all: Attachment[]) => void }) {
  const { attachments, onChange } = props;
  if (attachments.length === 0) return null;
  return (
    <ul className="attached" aria-label={words.attachments}>
      {attachments.map((one) => (
        <li key={one.name}>
          {one.kind === "image" ? (
            <img src={`data:${one.type};base64,${one.data}`} alt={one.name} />
          ) : (
            <FileName name={one.name} />
          )}
          <button
            type="button"
            className="button quiet square"
            aria-label={fill(words.detach, { name: one.name })}
            onClick={() => onChange(attachments.filter((other) => other !== one))}
          >
            <Icon of={X} size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Asks for files. */
export function AttachButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      <button
        type="button"
        className="button quiet square"
        aria-label={words.attach}
        title={words.attach}
        onClick={() => field.current?.click()}
      >
        <Icon of={Paperclip} />
      </button>
    </>
  );
}
