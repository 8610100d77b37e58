import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";

/**
 * What the whole browser asks the network for, its own requests too, which no listener inside the app is told of:
 * Chromium's network log (net-internals; `--log-net-log`).
 */

/** The switch that has a run of Electron write its log into a file. @param {string} file @returns {string} */
export const netLogSwitch = (file) => `--log-net-log=${file}`;

/**
 * Every host that a run which has ended resolved, connected to or asked for something, once each, in order of the
 * alphabet. Throws where there is no such log.
 * @param {string} file @returns {string[]}
 */
export function hostsAsked(file) {
  const { constants, events } = parsed(readFileSync(file, "utf8"));
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, id]) => [id, name]));
  const asked = events.flatMap(({ type, params = {} }) => {
    const name = names.get(type) ?? "";
    if (name === "URL_REQUEST_START_JOB" || name === "CORS_REQUEST") return hostOf(params.url);
    if (name.startsWith("HOST_RESOLVER")) return hostOf(params.host);
    return name === "TCP_CONNECT_ATTEMPT" ? hostOf(params.address) : [];
  });
  return [...new Set(asked)].sort();
}

/**
 * @typedef {{ type: number, params?: { url?: string, host?: string, address?: string } }} Event
 * @typedef {{ constants: { logEventTypes: Record<string, number> }, events: Event[] }} NetLog
 */

/** A log whose process was ended is cut after an event. @param {string} text @returns {NetLog} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(`${text.trimEnd().replace(/,$/, "")}]}`);
  }
}

/** The host of an address, or of a host with a port; pages of the app's own have none. @param {string | undefined} address @returns {string[]} */
function hostOf(address = "") {
  const whole = address.includes("://") ? address : `tcp://${address}`;
  if (!/^(https?|wss?|tcp):/.test(whole) || !URL.canParse(whole)) return [];
  return [new URL(whole).hostname].filter(Boolean);
}

/** Whether a host, as `hostsAsked` gives it, is this computer. @param {string} host */
export const isThisComputer = (host) =>
  host === "localhost" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
