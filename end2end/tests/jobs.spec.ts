// What is done to many users in the background: progress, the end, the way back.
import { expectAccessible } from "../fixtures/accessibility.ts";
import { nameOf, population } from "../fixtures/people.ts";
import { expect, test, type Workspace } from "../fixtures/test.ts";
import { Choosing } from "../pages/choosing.ts";
import { UsersPage } from "../pages/users.ts";

async function fill(workspace: Workspace): Promise<void> {
  await workspace.server.send(workspace.writeKey, population(Date.now()));
}

const tagged = (workspace: Workspace, tag: string) =>
  workspace.api.count({ property: { tags: { has_any: [tag] } } });

/** Gives the chosen a tag that exists. */
async function give(choosing: Choosing, tag: string, users: string): Promise<void> {
  await choosing.act("Tag").click();
  const picker = choosing.page.getByRole("dialog", { name: "Tags of the selected users" });
  await picker.getByRole("textbox", { name: "Search or create a tag" }).fill(tag);
  await picker.getByRole("checkbox", { name: tag }).check();
  await picker.getByRole("button", { name: `Tag ${users}` }).click();
  await expect(picker).toBeHidden();
}

test("the chosen get a tag, all at once, and lose it again", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const tag = await empty.api.createTag("Beta");
  const users = await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await choosing.box(nameOf(0)).check();
  await choosing.box(nameOf(2)).check();
  await give(choosing, "Beta", "2 users");
  await expect(choosing.notifications).toContainText("2 users tagged “Beta”");
  await choosing.focusIsKept();
  await expect(users.table.getByRole("button", { name: "Filter by tag Beta" })).toHaveCount(2);
  expect(await tagged(empty, tag)).toBe(2);
  await expectAccessible(page);
  await choosing.notifications.getByRole("button", { name: "Undo" }).click();
  await expect(choosing.notifications).toContainText("Undone: “Beta” removed from 2 users");
  await expect(users.table.getByRole("button", { name: "Filter by tag Beta" })).toHaveCount(0);
  expect(await tagged(empty, tag)).toBe(0);
});

test("another number of users is asked about before they are tagged", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  const tag = await empty.api.createTag("Beta");
  const users = new UsersPage(page);
  await users.opened("?q=person");
  const choosing = new Choosing(page);
  await choosing.pageBox.check();
  await choosing.act("Select all 60 matching").click();
  const more = Array.from({ length: 15 }, (_, at) => ({
    type: "identify",
    userId: `late-person-${at}`,
    traits: { name: `Late ${at}` },
  }));
  await empty.server.send(empty.writeKey, more);
  await give(choosing, "Beta", "60 users");
  await expect(choosing.question).toHaveAccessibleName("Tag 75 users?");
  await expect(choosing.question).toContainText("60 users were selected, they are 75 by now.");
  expect(await tagged(empty, tag)).toBe(0);
  await choosing.question.getByRole("button", { name: "Tag 75 users" }).click();
  await expect(choosing.question).toBeHidden();
  await expect(choosing.notifications).toContainText("75 users tagged “Beta”");
  expect(await tagged(empty, tag)).toBe(75);
});

test("how far a job is outlives a reload, and it can be stopped", async ({ empty, signedInEmpty: page }) => {
  const many = Array.from({ length: 6_000 }, (_, at) => ({ type: "identify", userId: `u-${at}`, traits: {} }));
  for (let at = 0; at < many.length; at += 500) {
    await empty.server.send(empty.writeKey, many.slice(at, at + 500));
  }
  const tag = await empty.api.createTag("Beta");
  // How far it is is told as if it went on for longer: the page must believe the server, and ask it to stop.
  let isHeld = true;
  await page.route(/\/api\/(jobs\/\d+$|live)/, async (route) => {
    if (!isHeld || route.request().method() === "DELETE") {
      return route.continue();
    }
    if (route.request().url().endsWith("live")) {
      return route.abort();
    }
    const response = await route.fetch();
    const job = (await response.json()) as object;
    return route.fulfill({ response, json: { ...job, status: "running", done: 1_500 } });
  });
  const users = await new UsersPage(page).opened();
  await expect(users.counter).toHaveText("6,000 users found");
  const choosing = new Choosing(page);
  await choosing.pageBox.check();
  await choosing.act("Select all 6,000 matching").click();
  await give(choosing, "Beta", "6,000 users");
  const progress = choosing.notifications.getByRole("progressbar", { name: "Tagging 6,000 users “Beta”" });
  await expect(progress).toBeVisible();
  await expect(choosing.notifications).toContainText("1,500 of 6,000");
  await expectAccessible(page);
  await page.reload();
  await expect(progress).toBeVisible();
  await expect(choosing.notifications).toContainText("1,500 of 6,000");
  isHeld = false;
  await choosing.notifications.getByRole("button", { name: "Cancel: Tagging 6,000 users “Beta”" }).click();
  await expect(progress).toHaveCount(0);
  await expect(choosing.notifications).toContainText(/users tagged “Beta”/);
  await choosing.focusIsKept();
  await choosing.notifications.getByRole("button", { name: "Undo" }).click();
  await expect(choosing.notifications).toContainText("Undone: “Beta” removed from", { timeout: 20_000 });
  expect(await tagged(empty, tag)).toBe(0);
});

test("a job that fails says why", async ({ empty, signedInEmpty: page }) => {
  await fill(empty);
  await empty.api.createTag("Beta");
  await new UsersPage(page).opened();
  const choosing = new Choosing(page);
  await choosing.pageBox.check();
  await page.route("**/api/jobs", (route) => route.abort());
  await give(choosing, "Beta", "25 users");
  await expect(choosing.notifications).toContainText("The server cannot be reached.");
  await page.unroute("**/api/jobs");
  await choosing.notifications.getByRole("button", { name: "Retry" }).click();
  await expect(choosing.notifications).toContainText("25 users tagged “Beta”");
});
