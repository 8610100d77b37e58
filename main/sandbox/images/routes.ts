import { answerIn, type Dialect } from "../answering.ts";
import type { Exchange } from "../exchange.ts";
import type { Json } from "../json.ts";
import type { Resource } from "../resource.ts";
import type { Frame } from "../transmission.ts";
import { pictureOf } from "./png.ts";
import { type ImageRequest, readImageRequest } from "./request.ts";

/** `POST …/images/generations`, on v1 and below a deployment. */
export function answerImages(exchange: Exchange, resource: Resource): Promise<void> {
  const isNamed = exchange.parameters.deployment !== undefined;
  const images: Dialect = {
    api: "images",
    read: (body, deployment) => {
      const request = readImageRequest(body, deployment, isNamed);
      const created = resource.clock.seconds();
      const tokens = tokensOf(request);
      const reply = () =>
        request.stream
          ? { errorEvents, frames: framesOf(request, created) }
          : {
              errorEvents,
              afterTokens: tokens,
              body: {
                created,
                data: Array.from({ length: request.count }, (_, at) => ({
                  b64_json: picture(request, at, finished),
                })),
                ...told(request),
                usage: usageOf(request),
              },
            };
      return { question: request, reply };
    },
  };
  return answerIn(images, exchange, resource);
}

/** Squares from side to side of a picture that is done, and of those on the way to it. */
const finished = 12;
const unfinished = [3, 4, 6];

const picture = ({ prompt, size }: ImageRequest, index: number, across: number): string =>
  pictureOf(`${prompt} ${index}`, size, across).toString("base64");

const told = ({ background, size, quality }: ImageRequest): Json => ({
  background: background === "auto" ? "opaque" : background,
  output_format: "png",
  quality,
  size: `${size.width}x${size.height}`,
});

/** By quality for a picture of 1024 by 1024 pixels (OpenAI's page on pictures); others by their area. */
const tokensByQuality = { low: 272, medium: 1_056, high: 4_160 };

const tokensOf = ({ quality, size, count }: ImageRequest): number =>
  Math.round((tokensByQuality[quality] * count * size.width * size.height) / 1_024 ** 2);

function usageOf(request: ImageRequest): Json {
  const [input, output] = [request.promptTokens, tokensOf(request)];
  return {
    input_tokens: input,
    input_tokens_details: { text_tokens: input, image_tokens: 0 },
    output_tokens: output,
    total_tokens: input + output,
  };
}

const event = (type: string, fields: Json) =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

/** Unfinished pictures one by one, then each that is done. */
function framesOf(request: ImageRequest, created: number): Frame[] {
  const tokens = tokensOf(request);
  const about = { created_at: created, ...told(request) };
  const partials = unfinished.slice(0, request.partials).map(
    (across, index): Frame => ({
      afterTokens: Math.round((tokens * (index + 1)) / (request.partials + 1)),
      isToken: true,
      text: () =>
        event("image_generation.partial_image", {
          b64_json: picture(request, 0, across),
          ...about,
          partial_image_index: index,
        }),
    }),
  );
  const done = Array.from(
    { length: request.count },
    (_, at): Frame => ({
      afterTokens: tokens,
      isToken: true,
      text: () =>
        event("image_generation.completed", {
          b64_json: picture(request, at, finished),
          ...about,
          usage: usageOf(request),
        }),
    }),
  );
  return [...partials, ...done];
}

const errorEvents = (): string =>
  event("error", {
    error: {
      type: "server_error",
      code: "server_error",
      message: "The server had an error processing your request. Sorry about that!",
      param: null,
    },
  });
