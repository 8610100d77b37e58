import type { AppInfo } from "../../preload/contract/app.ts";
import type { Feature, MethodsOf } from "../feature.ts";
import { openAsked, openOutside } from "../guards.ts";
import type { Secrets } from "../storage/secrets.ts";

/** What the app is, and the links that lead out of it. */
export function aboutFeature(profile: string, secrets: Secrets): Feature<MethodsOf<"app">> {
  const info = async (): Promise<AppInfo> => ({
    version: __APP_VERSION__,
    platform: process.platform as AppInfo["platform"],
    runtime: {
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      official: majorOf(process.versions.electron) >= majorOf(__ELECTRON_VERSION__),
    },
    profile,
    protection: await secrets.protection(),
  });
  return {
    service: info,
    handlers: {
      "app.info": info,
      "app.openLink": ({ url }) => openOutside(url),
      "app.openAskedLink": ({ address }) => openAsked(address),
    },
  };
}

const majorOf = (version: string) => Number.parseInt(version, 10);
