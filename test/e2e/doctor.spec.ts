import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deserted } from "../unit/foundry/server.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";

test("the doctor finds an endpoint well, and names what stands in the way when it is not", async ({
  start,
  sandbox,
}) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, sandbox.apiKey, "gpt-4.1-mini");
  await section(page, "Integrations").click();
  await page.getByRole("link", { name: /127\.0\.0\.1/ }).click();
  await page.getByRole("button", { name: "Run the doctor" }).click();
  const doctor = page.getByRole("region", { name: "Doctor" });
  await expect(doctor.getByText("Everything works.")).toBeVisible({ timeout: 20_000 });
  await expect(doctor.getByRole("listitem")).toHaveCount(9);
  await expect(doctor.getByText(/answered: the first token after \d+ ms/)).toBeVisible();
  await clean(page, "Doctor, healthy");

  sandbox.faults.set("*", "firewall");
  await doctor.getByRole("button", { name: "Run again" }).click();
  await expect(doctor.getByText("Stopped by: Deployments")).toBeVisible({ timeout: 20_000 });
  await expect(
    doctor.getByRole("heading", { name: "The resource's firewall refused this computer" }),
  ).toBeVisible();
  await expect(doctor.getByText("Not tried after: Deployments.")).toHaveCount(2);
  await clean(page, "Doctor, failed");

  sandbox.faults.set("*", "role-missing-in-project");
  await doctor.getByRole("button", { name: "Run again" }).click();
  await expect(doctor.getByText(/^az role assignment create --assignee "\S+" --role/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(doctor.getByRole("button", { name: "Copy the command" })).toBeVisible();
  // It does not run again by itself, and does not offer itself.
  await expect(doctor.getByText(/Trying again/)).toBeHidden();
  await expect(doctor.getByRole("button", { name: "Run the doctor" })).toBeHidden();
  await clean(page, "Doctor, a role that is missing");
  await doctor.getByRole("button", { name: "Close" }).click();
  await expect(doctor).toBeHidden();

  // Offered where something failed: it leads to the connection's page and runs.
  await section(page, "Deployments").click();
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByRole("button", { name: "Run the doctor" }).click();
  await expect(doctor.getByText("Stopped by: Deployments")).toBeVisible({ timeout: 20_000 });
});

test("the doctor looks at what could not be connected, with what was typed", async ({ start, sandbox }) => {
  const { page } = await start();
  await connect(page, sandbox.projectEndpoint, "wrong-key");
  await expect(page.getByText("Invalid credentials")).toBeVisible();
  await page.getByRole("button", { name: "Run the doctor" }).click();
  const doctor = page.getByRole("region", { name: "Doctor" });
  await expect(doctor.getByText("Stopped by: Deployments")).toBeVisible({ timeout: 20_000 });
  await expect(doctor.getByText("A key needs no role: it carries the permission itself.")).toBeVisible();
  await page.getByLabel("Endpoint URL").fill(await deserted());
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByRole("button", { name: "Run the doctor" }).click();
  await expect(doctor.getByText("Stopped by: Connection and certificate")).toBeVisible({ timeout: 20_000 });
  await expect(doctor.getByRole("heading", { name: "did not take the connection" })).toBeVisible();
});

test("a proxy that wants a sign-in is named wherever it stands in the way: connecting, the doctor, a sign-in", async ({
  start,
}) => {
  const asked: string[] = [];
  const proxy = createServer().on("connect", ({ url }, socket) => {
    asked.push(url ?? "");
    const realm = 'Proxy-Authenticate: Basic realm="Contoso"';
    socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${realm}\r\nContent-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    const { page, electron } = await start({
      args: [`--proxy-server=127.0.0.1:${(proxy.address() as AddressInfo).port}`],
      env: { ASSAY_CLIENT_ID: "00000000-0000-4000-8000-000000000001", ASSAY_TENANT_ID: "not a name" },
    });
    await connect(page, "https://r.services.ai.azure.com/api/projects/p", "k".repeat(32));
    await expect(page.getByText(/^The proxy wants you to sign in/).first()).toBeVisible();
    await page.getByRole("button", { name: "Run the doctor" }).click();
    const doctor = page.getByRole("region", { name: "Doctor" });
    await expect(doctor.getByText("Stopped by: Connection and certificate")).toBeVisible({ timeout: 20_000 });
    await expect(doctor.getByRole("heading", { name: "The proxy wants you to sign in" })).toBeVisible();
    await doctor.getByRole("button", { name: "Close" }).click();

    await page.getByRole("tab", { name: "OAuth" }).click();
    // One bad value takes no other down with it.
    await expect(page.getByText(/^ASSAY_TENANT_ID from the environment is not used: /)).toBeVisible();
    await page.getByRole("button", { name: "Connect with Microsoft" }).click();
    await expect(page.getByRole("heading", { name: "The proxy wants you to sign in" })).toBeVisible();
    expect(electron.windows()).toHaveLength(1);
    expect([...new Set(asked)].sort()).toEqual([
      "login.microsoftonline.com:443",
      "r.services.ai.azure.com:443",
    ]);
  } finally {
    proxy.close();
  }
});
