// Signing in with an account that one has elsewhere.
import { expectAccessible, expectNoSidewaysScroll, expectTargetSizes } from "../fixtures/accessibility.ts";
import { Provider } from "../fixtures/provider.ts";
import { owner, Server } from "../fixtures/server.ts";
import { expect, test } from "../fixtures/test.ts";

test("one signs in elsewhere, and is told why not", async ({ page }) => {
  const provider = await Provider.start();
  const server = await Server.start({ issuer: provider.url });
  try {
    await page.goto(`${server.url}/users?sort=name`);
    const elsewhere = page.getByRole("link", { name: "Continue with Acme" });
    await expect(elsewhere).toBeVisible();
    await expectAccessible(page);
    await expectTargetSizes(page);
    await page.setViewportSize({ width: 320, height: 800 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1440, height: 900 });

    await elsewhere.click();
    await page.getByRole("link", { name: "I am stranger@example.com" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "There is no account for your e-mail address." })).toBeVisible();
    await expectAccessible(page);
    await elsewhere.click();
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page.getByText("You were not signed in")).toBeVisible();
    await elsewhere.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: `I am ${owner.email}` }).click();
    await expect(page).toHaveURL(`${server.url}/users?sort=name`);
    await page.getByRole("button", { name: "Account" }).click();
    await expect(page.getByRole("dialog", { name: "Account" })).toContainText(owner.email);
    await page.getByRole("button", { name: "Sign out" }).click();

    // The password goes on working.
    await page.getByLabel("E-mail").fill(owner.email);
    await page.getByLabel("Password").fill(owner.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Users & Segments" })).toBeVisible();
  } finally {
    await server.stop();
    await provider.stop();
  }
});
