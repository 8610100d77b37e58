import { app, BrowserWindow, type Certificate, dialog } from "electron";
import { fill } from "../preload/strings/fill.ts";
import { mainStrings } from "../preload/strings/main.ts";
import { isForSignIn } from "./guards.ts";

/** Certificates that are offered: the dialog has to fit on a screen. */
const most = 8;

/**
 * Keeps this computer's client certificates from servers that ask for one: Electron's own way is to send the first there is,
 * and with it who the person is. For a page of a sign-in, where a certificate may be how one signs in, the person chooses.
 */
export function guardCertificates(): void {
  app.on("select-client-certificate", (event, contents, host, all, choose) => {
    event.preventDefault();
    const window = contents && isForSignIn(contents.session) ? BrowserWindow.fromWebContents(contents) : null;
    if (window === null) choose();
    else void chosen(window, host, all).then(choose, () => choose());
  });
}

/** The one that the person chooses for a host; undefined for none. */
async function chosen(
  window: BrowserWindow,
  host: string,
  all: readonly Certificate[],
): Promise<Certificate | undefined> {
  const words = mainStrings.certificate;
  const offered = all.filter(({ validExpiry }) => validExpiry * 1000 > Date.now()).slice(0, most);
  if (offered.length === 0) return undefined;
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    title: words.title,
    message: fill(words.asks, { host }),
    detail: words.says,
    buttons: [
      ...offered.map(({ subjectName, issuerName }) =>
        fill(words.one, { subject: subjectName, issuer: issuerName }),
      ),
      words.none,
    ],
    defaultId: offered.length,
    cancelId: offered.length,
    noLink: true,
  });
  return offered[response];
}
