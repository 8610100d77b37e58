import { measureStreamClient } from "./stream-client.ts";

for (const kind of ["azure", "plain"] as const) {
  const measured = await measureStreamClient(process.cwd(), kind, Number(process.argv[2] ?? 20));
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}
