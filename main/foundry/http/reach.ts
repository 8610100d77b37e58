import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from "node:tls";

/** Milliseconds that a name or a handshake may take. */
const patience = 8_000;

/** What a host's own certificate says, and who vouches for it. */
export interface Handshake {
  /** Null where the chain is trusted by the public authorities that Node brings; else Node's code of why it is not. */
  refused: string | null;
  issuer: string;
  /** The name at the top of the chain. */
  root: string;
  /** Milliseconds since the epoch; null where the chain was not shown. */
  validUntil: number | null;
}

/** The addresses of a host, as text. Throws what the resolver says, or after eight seconds. */
export async function addressesOf(host: string): Promise<string[]> {
  const found = await Promise.race([lookup(host, { all: true }), late("ETIMEOUT")]);
  return found.map(({ address }) => address);
}

/** Whether a host is an address already. `[::1]` is one. */
export const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, "")) !== 0;

/** Shakes hands with a host and ends the connection: nothing is sent. Throws where nobody answers. */
export function shakeHands(host: string, port: number, options: ConnectionOptions = {}): Promise<Handshake> {
  const name = host.replace(/^\[|\]$/g, "");
  return Promise.race([
    late("ETIMEDOUT"),
    new Promise<Handshake>((resolve, reject) => {
      const socket = connect({ ...options, host: name, port, ...(!isAddress(host) && { servername: name }) });
      socket.once("secureConnect", () => {
        resolve({ refused: null, ...chainOf(socket) });
        socket.destroy();
      });
      socket.once("error", (error: NodeJS.ErrnoException) => {
        const code = error.code ?? "";
        socket.destroy();
        // What Node says of a chain; everything else, TLS alerts about a certificate of ours too, is about the way there.
        if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(code) && !code.startsWith("ERR_SSL_")) {
          resolve({ refused: code, issuer: "", root: "", validUntil: null });
        } else reject(error);
      });
    }),
  ]);
}

function late(code: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(Object.assign(new Error("Nobody answered"), { code })), patience).unref();
  });
}

function chainOf(socket: TLSSocket): Omit<Handshake, "refused"> {
  const own = socket.getPeerCertificate(true);
  let top: DetailedPeerCertificate = own;
  while (top.issuerCertificate && top.issuerCertificate !== top) top = top.issuerCertificate;
  return {
    issuer: nameOf(own.issuer),
    root: nameOf(top.issuer ?? top.subject),
    validUntil: Date.parse(own.valid_to),
  };
}

const nameOf = (names: DetailedPeerCertificate["issuer"] | undefined): string => {
  const name = names?.O ?? names?.CN ?? "";
  return Array.isArray(name) ? name.join(", ") : name;
};
