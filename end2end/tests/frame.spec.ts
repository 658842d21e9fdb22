// Header, tabs, and the pages that say what is not there yet; the security headers around all of it.
import { expectAccessible } from "../fixtures/accessibility.ts";
import { expect, test } from "../fixtures/test.ts";
import { UsersPage } from "../pages/users.ts";

test("tabs are links that change the address", async ({ signedIn }) => {
  const users = await new UsersPage(signedIn).opened();
  const tabs = signedIn.getByRole("navigation", { name: "Users and segments" });
  await expect(tabs.getByRole("link", { name: "Users" })).toHaveAttribute("aria-current", "page");
  for (const [name, path] of [
    ["Segments", "/segments"],
    ["Imports", "/imports"],
  ] as const) {
    await tabs.getByRole("link", { name }).click();
    await expect(signedIn).toHaveURL(new RegExp(`${path}$`));
    await expect(tabs.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    await expect(signedIn).toHaveTitle(`${name} - Users & Segments`);
    await expectAccessible(signedIn);
  }
  await signedIn.goBack();
  await signedIn.goBack();
  await expect(users.names()).toHaveCount(25);
});

test("the actions of the header lead somewhere", async ({ signedIn }) => {
  await new UsersPage(signedIn).opened();
  await signedIn.getByRole("link", { name: "New Segment" }).click();
  await expect(signedIn).toHaveURL(/\/segments\/new$/);
  await expect(signedIn.getByRole("heading", { name: "New segment" })).toBeVisible();
  await signedIn.getByRole("link", { name: "Import users from CSV" }).click();
  await expect(signedIn).toHaveURL(/\/imports\/new$/);
  await expect(signedIn.getByRole("heading", { level: 2 })).toBeVisible();
});

test("an unknown address is said to be one", async ({ signedIn }) => {
  await signedIn.goto("/nowhere");
  await expect(signedIn.getByText("This page does not exist")).toBeVisible();
  await signedIn.getByRole("link", { name: "See all users" }).click();
  await expect(new UsersPage(signedIn).names()).toHaveCount(25);
});

test("the page comes with its security headers, and compressed", async ({ populated }) => {
  const answer = await fetch(`${populated.server.url}/users`);
  const headers = Object.fromEntries(answer.headers);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  expect(headers["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(headers["content-security-policy"]).toContain("style-src 'self'");
  expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
  const wasm = /\/assets\/app_bg-[0-9a-f]{16}\.wasm/.exec(await answer.text())?.[0];
  expect(wasm).toBeDefined();
  const app = await fetch(populated.server.url + wasm, { method: "HEAD", headers: { "Accept-Encoding": "br" } });
  expect(Object.fromEntries(app.headers)).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/wasm",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
});
