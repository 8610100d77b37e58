import { app, net, session } from "electron";
import type { Fetch } from "./foundry/http/send.ts";
import { upload } from "./uploading.ts";

/** Chromium's stack: the proxy and the certificates of the operating system hold. */
export const systemFetch: Fetch = (input, init) =>
  init.onSent ? upload(input, init) : net.fetch(input, init);

/** The same over connections of a lane's own: Chromium opens six to one host, and a seventh request would wait. */
export function fetchOfLane(lane: number): Fetch {
  if (lane === 0) return systemFetch;
  const own = session.fromPartition(`lane-${lane}`);
  return (input, init) => own.fetch(input, init);
}

/** The proxy that the operating system names for an address, in the notation of a PAC file. */
export const proxyFor = (url: string): Promise<string> => session.defaultSession.resolveProxy(url);

/**
 * Leaves the looking up of names to the operating system. Chromium's own way is to ask over https besides where it knows the
 * system's server to be one that can (`secureDnsMode`), which begins with requests of its own. Has to run once the app is ready.
 */
export const lookUpBySystem = (): void => app.configureHostResolver({ secureDnsMode: "off" });
