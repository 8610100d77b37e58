import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request that is held. */
interface Held {
  /** Resolves when one has come that is held. */
  come: Promise<void>;
  /** Lets it go on, and all that come after it. */
  release(): void;
}

/** What stands between the app and a service, as a network does: it can be cut, and hold what is on its way. */
export interface Relay {
  url: string;
  /** All that has come through, as `METHOD path`. */
  passed: string[];
  /** Nothing is reached any more, and what is on its way is lost. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Holds what is asked like this: `question` before it arrives, `answer` when the service has answered. */
  hold(what: "question" | "answer", like: RegExp): Held;
  stop(): Promise<void>;
}

const host = "127.0.0.1";

/** Starts one in front of a service, whose own address it hides in what the service says. */
export async function startRelay(target: string): Promise<Relay> {
  const passed: string[] = [];
  const holds: { what: "question" | "answer"; like: RegExp; met(): void; goOn: Promise<void> }[] = [];
  const held = async (what: "question" | "answer", asked: string) => {
    for (const one of holds)
      if (one.what === what && one.like.test(asked)) {
        one.met();
        await one.goOn;
      }
  };
  const handle = async (question: IncomingMessage, answer: ServerResponse) => {
    const asked = `${question.method} ${question.url}`;
    await held("question", asked);
    passed.push(asked);
    const { host: _host, ...headers } = question.headers;
    const upstream = request(target + question.url, { method: question.method, headers });
    question.pipe(upstream);
    question.once("close", () => question.complete || upstream.destroy());
    upstream.once("error", () => answer.destroy());
    upstream.once("response", async (given) => {
      await held("answer", asked);
      const { "content-length": _length, ...told } = given.headers;
      answer.writeHead(given.statusCode ?? 500, told);
      if (!/json/.test(told["content-type"] ?? "")) return given.pipe(answer);
      answer.end((await text(given)).replaceAll(target, url));
    });
    answer.once("close", () => upstream.destroy());
  };
  const server = createServer((question, answer) => void handle(question, answer));
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, host, done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://${host}:${port}`;
  return {
    url,
    passed,
    cut: close,
    mend: () => listen(port),
    hold: (what, like) => {
      let [met, release] = [() => {}, () => {}];
      const come = new Promise<void>((resolve) => {
        met = resolve;
      });
      const goOn = new Promise<void>((resolve) => {
        release = resolve;
      });
      holds.push({ what, like, met, goOn });
      return { come, release };
    },
    stop: close,
  };
}
