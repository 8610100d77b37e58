import { BlockList, isIP } from "node:net";
import { isLoopback } from "../../foundry/endpoints/hosts.ts";

/** Addresses that lead nowhere from outside (RFC 1918, 3927, 4193, 4291, 6598). */
const inside = new BlockList();
inside.addSubnet("0.0.0.0", 8);
inside.addSubnet("10.0.0.0", 8);
inside.addSubnet("100.64.0.0", 10);
inside.addSubnet("169.254.0.0", 16);
inside.addSubnet("172.16.0.0", 12);
inside.addSubnet("192.168.0.0", 16);
inside.addSubnet("fc00::", 7, "ipv6");
inside.addSubnet("fe80::", 10, "ipv6");

/** Endings of names that only a network of one's own knows (RFC 6761, 6762; `internal` as ICANN reserved it in 2024). */
const insideNames = /\.(?:local|internal|localhost|test|invalid|home\.arpa)$/;

/** Whether the service could read what is at an address on the web, as far as its host tells. */
export function isPublic({ hostname }: URL): boolean {
  if (isLoopback(hostname)) return false;
  const bare = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(bare);
  if (family !== 0) return !inside.check(bare, family === 6 ? "ipv6" : "ipv4");
  return hostname.includes(".") && !insideNames.test(hostname);
}
