// A viewer sees everything and changes nothing: what would change something is not there, or says why it is off.
import { expectAccessible, expectTargetSizes } from "../fixtures/accessibility.ts";
import { joined } from "../fixtures/accounts.ts";
import { audience as audiencePeople, stalled } from "../fixtures/audience.ts";
import { complaintsOf, expect, test } from "../fixtures/test.ts";
import { Choosing } from "../pages/choosing.ts";
import { UsersPage } from "../pages/users.ts";

test("nothing is changed by a viewer", async ({ audience, browser, contextOptions }) => {
  test.slow();
  const { page, context } = await joined(audience, browser, contextOptions, { email: "vera@example.com", role: "viewer" });
  const complaints = complaintsOf(page);
  const changes: string[] = [];
  page.on("request", (request) => {
    const reads = /\/api\/(users\/(search|count|[0-9]+\/explain)|filters|segments\/[0-9]+\/impact)$/;
    if (request.method() !== "GET" && !reads.test(new URL(request.url()).pathname)) {
      changes.push(`${request.method()} ${request.url()}`);
    }
  });
  const users = await new UsersPage(page).opened();
  await expect(page.getByText("You are a viewer: you see everything and change nothing.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Import users from CSV" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "New Segment" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Add tag to/ })).toHaveCount(0);
  await expectAccessible(page);
  await expectTargetSizes(page);

  await users.names().first().click();
  const panel = page.locator("#profile-panel");
  await expect(panel.getByRole("heading", { name: "Attributes" })).toBeVisible();
  await expect(panel.getByRole("button", { name: "Tag user" })).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /^Edit / })).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /^Copy the value of/ }).first()).toBeAttached();
  await page.keyboard.press("Escape");

  // The bar of a selection says why.
  const choosing = new Choosing(page);
  await choosing.box(audiencePeople[0]?.name ?? "").check();
  await expect(choosing.act("Tag")).toHaveAttribute("aria-disabled", "true");
  await expect(choosing.act("Delete")).toHaveAttribute("aria-disabled", "true");

  // The builder is for looking; its draft is saved by nobody.
  await users.names().first().focus();
  await page.keyboard.press("Shift+F");
  const save = page.getByRole("button", { name: "Save as..." });
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await expect(save).toHaveAttribute("title", "Viewers cannot save segments.");
  await save.click({ force: true });
  await expect(page.getByRole("dialog", { name: "Save as segment" })).toBeHidden();

  await page.keyboard.press("Control+k");
  await choosing.palette.getByRole("combobox").fill("new segment");
  await expect(page.getByRole("option", { name: "New segment" })).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page.goto("/segments");
  await page.getByRole("button", { name: `Actions for ${stalled}` }).click();
  for (const name of ["Duplicate", "Delete"]) {
    await expect(page.getByRole("menuitem", { name })).toHaveAttribute("aria-disabled", "true");
  }
  await page.getByRole("menuitem", { name: "Open" }).click();
  await expect(page.getByText("A viewer cannot save them.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  await page.keyboard.press("Control+Enter");

  await page.goto("/imports");
  await expect(page.getByText("No imports yet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Choose a file" })).toHaveCount(0);
  expect(changes).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});
